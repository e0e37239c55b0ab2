"""In which order the children of an element may stand: the sequences of ISO/IEC 29500-4 (transitional) that we write.

Names are local names of WordprocessingML. A child that is not listed is a fault; a child of another namespace is left
alone, for extensions have their own places. What may stand more than once is listed in REPEATABLE.
"""

from __future__ import annotations

_RUN_PROPERTIES = tuple(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath".split()
)

_PARAGRAPH_PROPERTIES = tuple(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle".split()
)

_BOX = ("top", "left", "start", "bottom", "right", "end")

ORDER: dict[str, tuple[str, ...]] = {
    "rPr": ("ins", "del", "moveFrom", "moveTo", *_RUN_PROPERTIES, "rPrChange"),
    "pPr": (*_PARAGRAPH_PROPERTIES, "rPr", "sectPr", "pPrChange"),
    "tblPr": tuple(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
        " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange".split()
    ),
    "tcPr": tuple(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark cellIns"
        " cellDel cellMerge tcPrChange".split()
    ),
    "sectPr": tuple(
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType"
        " cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
        " sectPrChange".split()
    ),
    "sdtPr": tuple(
        "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex equation comboBox date"
        " docPartObj docPartList dropDownList picture richText text citation group bibliography".split()
    ),
    "numPr": ("ilvl", "numId", "numberingChange", "ins"),
    "lvl": tuple("start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr".split()),
    "abstractNum": ("nsid", "multiLevelType", "tmpl", "name", "styleLink", "numStyleLink", "lvl"),
    "numbering": ("numPicBullet", "abstractNum", "num", "numIdMacAtCleanup"),
    "style": tuple(
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
        " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr".split()
    ),
    "pBdr": ("top", "left", "bottom", "right", "between", "bar"),
    "tblBorders": (*_BOX, "insideH", "insideV"),
    "tcBorders": (*_BOX, "insideH", "insideV", "tl2br", "tr2bl"),
    "tblCellMar": _BOX,
    "tcMar": _BOX,
}

# Children of one rank may stand in any order among themselves.
SAME_RANK = {("sectPr", "footerReference"): "headerReference"}

REPEATABLE = frozenset(
    {"abstractNum", "footerReference", "headerReference", "lvl", "num", "numPicBullet", "tblStylePr"}
)

# What, when it is there, comes before all other children of its parent, in this order.
FIRST: dict[str, tuple[str, ...]] = {
    "p": ("pPr",),
    "sdt": ("sdtPr", "sdtEndPr", "sdtContent"),
    "r": ("rPr",),
    "tbl": ("tblPr", "tblGrid"),
    "tr": ("tblPrEx", "trPr"),
    "tc": ("tcPr",),
}

# A set, not a sequence: the children of trPr may stand in any order.
ROW_PROPERTIES = frozenset(
    "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins del"
    " trPrChange".split()
)
