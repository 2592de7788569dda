"""Every picture the window shows: a line drawing of that name in ``resources/icons``, where none lies idle.

How to add one: put the drawing (24 × 24, ``currentColor``) into ``resources/icons`` and its name here.
"""

from __future__ import annotations

from enum import StrEnum


class Icon(StrEnum):
    """Asked for as ``theme.icon(Icon.MAIL)`` and in no other way."""

    ALARM = "alarm"
    ARROW_BACK_UP = "arrow-back-up"
    ARROW_FORWARD_UP = "arrow-forward-up"
    BOOKMARK = "bookmark"
    BUILDING_COMMUNITY = "building-community"
    CALENDAR = "calendar"
    CASH = "cash"
    CHART_BAR = "chart-bar"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CHEVRON_UP = "chevron-up"
    CLIPBOARD = "clipboard"
    COLUMNS = "columns"
    DATABASE = "database"
    DOWNLOAD = "download"
    EYE = "eye"
    FILE_CERTIFICATE = "file-certificate"
    FILE_EXPORT = "file-export"
    FILE_IMPORT = "file-import"
    FILE_TEXT = "file-text"
    FILE_TYPE_PDF = "file-type-pdf"
    FILTER = "filter"
    FOLDER_OPEN = "folder-open"
    HELP = "help"
    HISTORY = "history"
    HOME = "home"
    LANGUAGE = "language"
    MAIL = "mail"
    PAPERCLIP = "paperclip"
    PLUS = "plus"
    ROW_INSERT_BOTTOM = "row-insert-bottom"
    ROW_REMOVE = "row-remove"
    SCALE = "scale"
    SEARCH = "search"
    SEND = "send"
    SETTINGS = "settings"
    SHIELD_CHECK = "shield-check"
    TABLE = "table"
    TARGET = "target"
    USERS = "users"
    X = "x"
    ZOOM_IN = "zoom-in"
    ZOOM_OUT = "zoom-out"
    ZOOM_SCAN = "zoom-scan"
