//! Control words: which groups hold what, and which words stand for characters.

/// What a group holds, told by its first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Header,
    Note,
    TextBox,
    /// Nothing but what its text boxes hold.
    Drawing,
    Label,
    Field,
    Instruction,
    FormField,
    FormEntry,
    Fonts,
    Styles,
    /// The shape of a nested row.
    NestedRow,
    Picture,
    Object,
    /// Text like any other.
    Text,
    /// Nothing that a reader sees.
    Nothing,
}

/// What a group that begins with this word holds; `None` for words that begin no group of their own.
pub(super) fn group(word: &str) -> Option<Holds> {
    Some(match word {
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => Holds::Header,
        "footnote" => Holds::Note,
        "shptxt" | "dptxbxtext" => Holds::TextBox,
        "shpinst" | "do" => Holds::Drawing,
        "listtext" | "pntext" => Holds::Label,
        "field" => Holds::Field,
        "fldinst" => Holds::Instruction,
        "formfield" => Holds::FormField,
        "ffl" => Holds::FormEntry,
        "fonttbl" => Holds::Fonts,
        "stylesheet" => Holds::Styles,
        "nesttableprops" => Holds::NestedRow,
        "pict" => Holds::Picture,
        "object" => Holds::Object,
        "shppict" => Holds::Text,
        "annotation" | "atnauthor" | "atnid" | "atnref" | "atndate" | "atnparent" | "author" | "bkmkend"
        | "bkmkstart" | "blipuid" | "buptim" | "category" | "colortbl" | "comment" | "company" | "creatim"
        | "doccomm" | "falt" | "ffname" | "filetbl" | "fontemb" | "fontfile" | "ftncn" | "ftnsep" | "ftnsepc"
        | "hlinkbase" | "info" | "keywords" | "leveltext" | "levelnumbers" | "list" | "listlevel" | "listname"
        | "listoverride" | "listoverridetable" | "listtable" | "manager" | "nonesttables" | "nonshppict"
        | "objclass" | "objdata" | "objname" | "operator" | "pn" | "pntxta" | "pntxtb" | "printim" | "private"
        | "revtbl" | "revtim" | "rxe" | "shprslt" | "sn" | "sp" | "subject" | "sv" | "tc" | "tcn" | "template"
        | "title" | "upr" | "userprops" | "xe" => Holds::Nothing,
        _ => return None,
    })
}

/// The character that a control word stands for.
pub(super) fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" | "lbr" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}
