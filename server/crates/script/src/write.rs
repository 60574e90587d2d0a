//! Fountain and Final Draft, for the way back to the writer's tool.

mod fdx;
mod fountain;
mod title;

pub use fdx::write_fdx;
pub(crate) use fountain::fountain_of;

use crate::screenplay::{Element, ElementKind, Screenplay};

/// One paragraph in Final Draft's terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// "Scene Heading", "Action", "Character", "Parenthetical", "Dialogue", "Transition", "Shot", "General", …
    pub kind: String,
    pub text: String,
    /// The number of the scene.
    pub number: Option<String>,
    /// Said at the same time as the speech before.
    pub dual: bool,
    pub title_page: bool,
    pub centred: bool,
    /// The mark of the revision that changed it.
    pub revision: Option<String>,
}

/// The script as Fountain. Reading it back gives the same elements.
pub fn write_fountain(play: &Screenplay) -> String {
    let mut out = title::pairs(&play.title_page);
    let paragraphs: Vec<Paragraph> = play.elements.iter().filter_map(paragraph).filter(|p| !p.title_page).collect();
    out.push_str(&fountain_of(&paragraphs));
    out
}

/// An element in Final Draft's terms; `None` for what belongs to the page only.
fn paragraph(element: &Element) -> Option<Paragraph> {
    let mut out = Paragraph { text: element.text.clone(), revision: element.revision.clone(), ..Paragraph::default() };
    out.kind = match &element.kind {
        ElementKind::TitlePage { .. } => {
            out.title_page = true;
            "General".to_owned()
        }
        ElementKind::Heading { number } => {
            out.number = number.clone();
            "Scene Heading".to_owned()
        }
        ElementKind::Action => "Action".to_owned(),
        ElementKind::Cue { dual } => {
            out.dual = *dual;
            "Character".to_owned()
        }
        ElementKind::Parenthetical => "Parenthetical".to_owned(),
        ElementKind::Dialogue => "Dialogue".to_owned(),
        ElementKind::Lyric => "Singing".to_owned(),
        ElementKind::Transition => "Transition".to_owned(),
        ElementKind::Centered => {
            out.centred = true;
            "Action".to_owned()
        }
        ElementKind::Section { level } => format!("Section {level}"),
        ElementKind::Synopsis => "Synopsis".to_owned(),
        ElementKind::Note | ElementKind::Cast => "Note".to_owned(),
        ElementKind::Boneyard => "Boneyard".to_owned(),
        ElementKind::PageBreak => "Page Break".to_owned(),
        ElementKind::Shot => "Shot".to_owned(),
        ElementKind::Furniture => return None,
    };
    Some(out)
}
