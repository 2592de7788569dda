; Installs Qingshou for one user on Windows 10 1809 or newer; needs no administrator. Made by the Windows workflow:
;   makensis -DVERSION=0.1.0 -DFOLDER=dist\Qingshou -DRESULT=dist\Qingshou-0.1.0.exe resources\installer.nsi
; Paths are relative to the working folder (-NOCD). Books are never touched, not by an upgrade and not by removal.

Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Qingshou"

Name "$(NAME)"
OutFile "${RESULT}"
InstallDir "$LOCALAPPDATA\Programs\Qingshou"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText " "

!define MUI_ICON "resources/icons/qingshou.ico"
!define MUI_UNICON "resources/icons/qingshou.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\Qingshou.exe"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString NAME ${LANG_SIMPCHINESE} "清收通"
LangString NAME ${LANG_ENGLISH} "Qingshou"
LangString TOO_OLD ${LANG_SIMPCHINESE} "清收通需要 64 位的 Windows 10（1809）或更新的版本。"
LangString TOO_OLD ${LANG_ENGLISH} "Qingshou needs 64-bit Windows 10 (1809) or newer."
LangString IS_OPEN ${LANG_SIMPCHINESE} "清收通正在运行。请先关闭它，再点“重试”。"
LangString IS_OPEN ${LANG_ENGLISH} "Qingshou is open. Close it, then choose Retry."
LangString BOOKS_STAY ${LANG_SIMPCHINESE} "程序已移除。账册没有删除，仍在原来的文件夹里。"
LangString BOOKS_STAY ${LANG_ENGLISH} "The program is removed. The books were not deleted; they are where they were."

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "清收通"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "清收通安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "Apache-2.0"

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    Abort
  ${EndIf}
FunctionEnd

; A running program holds its own file open: wait until it can be written.
!macro WAIT_UNTIL_CLOSED PREFIX
Function ${PREFIX}WaitUntilClosed
  ${DoWhile} ${FileExists} "$INSTDIR\Qingshou.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\Qingshou.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IS_OPEN)" /SD IDCANCEL IDRETRY +2
    Abort
  ${Loop}
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

Section
  Call WaitUntilClosed
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\$(NAME).lnk" "$INSTDIR\Qingshou.exe"
  CreateShortcut "$DESKTOP\$(NAME).lnk" "$INSTDIR\Qingshou.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "$(NAME)"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\Qingshou.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  Delete "$SMPROGRAMS\$(NAME).lnk"
  Delete "$DESKTOP\$(NAME).lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\Qingshou.exe"
  Delete "$INSTDIR\qingshou-command.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
  DetailPrint "$(BOOKS_STAY)"
SectionEnd
