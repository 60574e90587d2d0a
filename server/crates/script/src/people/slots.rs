//! What is known of somebody, slot by slot, each with where the script says it.

use model::{Sex, Span};
use serde::Serialize;

/// A part of how somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    Build,
    Skin,
    Hair,
    FacialHair,
    Head,
    Top,
    Outer,
    Legs,
    WholeBody,
    Feet,
    Hands,
    /// What is worn besides: glasses, ties, jewellery.
    Extra,
    Mark,
    Aid,
    Carried,
    /// Words of the script that no other slot claims.
    Words,
}

impl Slot {
    /// By the first tag of an entry of the lexicon.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        Some(match tag {
            "build" => Self::Build,
            "skin" => Self::Skin,
            "hair" => Self::Hair,
            "beard" => Self::FacialHair,
            "head" => Self::Head,
            "top" => Self::Top,
            "outer" => Self::Outer,
            "legs" => Self::Legs,
            "whole" => Self::WholeBody,
            "feet" => Self::Feet,
            "hands" => Self::Hands,
            "extra" => Self::Extra,
            "mark" | "body" => Self::Mark,
            "aid" => Self::Aid,
            "carried" => Self::Carried,
            _ => return None,
        })
    }

    /// Clothes that make an outfit: a new one takes the place of the old.
    pub(crate) const fn is_outfit(self) -> bool {
        matches!(self, Self::Top | Self::Outer | Self::Legs | Self::WholeBody)
    }

    pub(crate) const fn is_worn(self) -> bool {
        self.is_outfit() || matches!(self, Self::Head | Self::Feet | Self::Hands | Self::Extra)
    }
}

/// What sort of being somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Human,
    Animal,
    Robot,
    /// Trolls, ghosts, dragons.
    Other,
    /// Several people under one name.
    Group,
}

/// A few words of the script about how somebody looks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// What the words fill, the main one first; at least one.
    pub slots: Vec<Slot>,
    pub words: String,
    pub span: Span,
    /// The index of the scene that says it.
    pub scene: usize,
    /// Said of a change: "now in a dinner jacket".
    pub now: bool,
    /// How sure it is that this is said of them, 0 to 1.
    pub sure: f32,
    /// The hair is not seen under it, or there is none.
    pub(crate) no_hair: bool,
    /// Nothing else is worn with it.
    pub(crate) alone: bool,
}

impl Claim {
    pub(crate) fn fills(&self, slot: Slot) -> bool {
        self.slots.contains(&slot)
    }

    pub(crate) fn is_outfit(&self) -> bool {
        self.slots.iter().any(|slot| slot.is_outfit())
    }
}

/// An age as the script tells it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidAge {
    Years(u32),
    /// Less than a year old, in months.
    Months(u32),
    /// "in her early forties": `part` is "early ", "mid ", "late " or empty.
    Decade {
        part: &'static str,
        decade: u32,
    },
    Teens,
    /// "old", "young", "middle-aged", and about how many years that is.
    Vague {
        word: &'static str,
        years: u32,
    },
}

impl SaidAge {
    /// About how many years these are.
    pub fn years(self) -> u32 {
        match self {
            Self::Years(years) | Self::Vague { years, .. } => years,
            Self::Months(_) => 0,
            Self::Decade { part, decade } => {
                decade
                    + match part {
                        "early " => 2,
                        "late " => 8,
                        "mid " => 5,
                        _ => 4,
                    }
            }
            Self::Teens => 15,
        }
    }
}

/// All that the script tells of how somebody looks.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Portrait {
    pub kind: Kind,
    /// What an animal, a robot or a creature is called: "sheepdog".
    pub noun: Option<String>,
    pub age: Option<SaidAge>,
    pub age_span: Option<Span>,
    /// Called boy, girl or child, without years.
    pub child: bool,
    /// The sex is left open by the script on purpose.
    pub neutral: bool,
    /// How sure the sex is, 0 to 1; 0 where nothing tells it.
    pub sex_sure: f32,
    pub sex_span: Option<Span>,
    pub claims: Vec<Claim>,
    /// What the script says is not there.
    pub denied: Vec<Slot>,
    /// The sex that is usual for the trade they are told by.
    pub usual: Option<Sex>,
    /// About how old, by the age of a relative.
    pub kin_years: Option<u32>,
    /// The whole description, as a person decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
    /// How the script calls the sex, by rank: noun, kinship, pronoun.
    #[serde(skip)]
    pub(crate) votes: [[u32; 2]; 3],
}

impl Portrait {
    /// One more sign of the sex. `rank` is 0 for a noun, 1 for kinship, 2 for a pronoun.
    pub(crate) fn vote(&mut self, rank: usize, sex: Sex, weight: u32) {
        let side = usize::from(sex == Sex::Female);
        if let Some(count) = self.votes.get_mut(rank).and_then(|v| v.get_mut(side)) {
            *count += weight;
        }
    }

    /// The sex by the best evidence, and how sure it is.
    pub(crate) fn voted(&self) -> Option<(Sex, f32)> {
        const SURE: [f32; 3] = [0.98, 0.95, 0.85];
        self.votes
            .iter()
            .zip(SURE)
            .find_map(|([he, she], sure)| (he != she).then_some((if he > she { Sex::Male } else { Sex::Female }, sure)))
    }

    /// Takes over what was told of the same one under another name.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.age = self.age.or(other.age);
        self.age_span = self.age_span.or(other.age_span);
        self.child |= other.child;
        self.usual = self.usual.or(other.usual);
        self.kin_years = self.kin_years.or(other.kin_years);
        self.neutral |= other.neutral;
        if self.kind == Kind::Human {
            self.kind = other.kind;
            self.noun = self.noun.take().or(other.noun);
        }
        self.claims.extend(other.claims);
        self.claims.sort_by_key(|claim| claim.span.start);
        self.denied.extend(other.denied);
        for (own, theirs) in self.votes.iter_mut().zip(other.votes) {
            own.iter_mut().zip(theirs).for_each(|(a, b)| *a += b);
        }
    }

    /// Whether anything but the age is told of the looks.
    pub(crate) fn tells_looks(&self) -> bool {
        self.claims.iter().any(|c| c.slots.first() != Some(&Slot::Words))
    }
}
