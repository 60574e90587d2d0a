//! What a failed call means: whose turn it is, and whether sending again could pay twice.

use crate::Billed;
use std::{fmt, time::Duration};

/// What kind of failure it is, and so what may happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FailureClass {
    /// The key is missing, wrong or not allowed to do this.
    FixKey,
    /// The account has no money or units left.
    TopUp,
    /// The provider's moderation refused the words or the picture.
    EditPrompt,
    /// Too many requests, or all of the account's slots are taken.
    Wait,
    /// It failed for no lasting reason.
    TryAgain,
    /// Nobody can tell whether a task was created. Look it up; never simply send again.
    Unknown,
    /// It will fail the same way every time: an unknown model, a refused parameter, a result nobody can play.
    Broken,
}

impl FailureClass {
    pub const ALL: &'static [Self] =
        &[Self::FixKey, Self::TopUp, Self::EditPrompt, Self::Wait, Self::TryAgain, Self::Unknown, Self::Broken];

    /// The stable name in tables and JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FixKey => "fix_key",
            Self::TopUp => "top_up",
            Self::EditPrompt => "edit_prompt",
            Self::Wait => "wait",
            Self::TryAgain => "try_again",
            Self::Unknown => "unknown",
            Self::Broken => "broken",
        }
    }

    /// What came of the provider, where a shot tells who was asked: "Kling: busy".
    pub const fn outcome(self) -> &'static str {
        match self {
            Self::FixKey => "key refused",
            Self::TopUp => "nothing left to pay with",
            Self::EditPrompt => "refused by its rules",
            Self::Wait => "busy",
            Self::TryAgain => "failed",
            Self::Unknown => "no clear answer",
            Self::Broken => "could not make it",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.key() == key)
    }
}

/// Why a call gave nothing. Its `Display` is a sentence for the user; `detail` is for the operator's log only.
#[derive(Clone)]
pub struct Failure {
    pub class: FailureClass,
    /// What happened and what to do, for the user.
    pub sentence: String,
    /// What an operator needs; holds no key.
    pub detail: String,
    /// How long the provider asks us to wait.
    pub retry_after: Option<Duration>,
    /// What the provider charged although nothing usable came of it.
    pub billed: Option<Billed>,
    /// Something was made, and so it is paid: where the provider does not say how much, as much as was estimated.
    pub made: bool,
    /// The provider was not even asked, since it has been down.
    pub resting: bool,
}

impl Failure {
    pub fn new(class: FailureClass, sentence: impl Into<String>) -> Self {
        Self {
            class,
            sentence: sentence.into(),
            detail: String::new(),
            retry_after: None,
            billed: None,
            made: false,
            resting: false,
        }
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    pub fn retry_after(mut self, wait: Option<Duration>) -> Self {
        self.retry_after = wait;
        self
    }

    pub fn billed(mut self, billed: Option<Billed>) -> Self {
        self.billed = billed;
        self
    }

    /// Something was made all the same.
    pub const fn made(mut self) -> Self {
        self.made = true;
        self
    }

    /// The provider was not even asked, since it has been down.
    pub const fn resting(mut self) -> Self {
        self.resting = true;
        self
    }

    /// As the answer to `start`: it is proven that the call created no task and cost nothing.
    pub const fn nothing_was_created(&self) -> bool {
        !matches!(self.class, FailureClass::Unknown)
    }

    /// The same call may be sent again by itself, after a pause.
    pub const fn may_retry(&self) -> bool {
        matches!(self.class, FailureClass::Wait | FailureClass::TryAgain)
    }

    /// Another provider may take over without asking. Not after a moderation refusal (that goes back to the user) and not
    /// while this provider may still be filming the shot.
    pub const fn may_switch_provider(&self) -> bool {
        !matches!(self.class, FailureClass::Unknown | FailureClass::EditPrompt)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {} [{}]", self.class, self.sentence, self.detail)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unknown_outcome_leaves_open_whether_a_task_was_created() {
        for &class in FailureClass::ALL {
            let failure = Failure::new(class, "…");
            assert_eq!(failure.nothing_was_created(), class != FailureClass::Unknown, "{class:?}");
        }
    }

    #[test]
    fn a_refused_prompt_is_neither_sent_again_nor_taken_elsewhere() {
        let refused = Failure::new(FailureClass::EditPrompt, "…");
        assert!(!refused.may_retry());
        assert!(!refused.may_switch_provider());
    }

    #[test]
    fn every_class_is_found_by_its_key() {
        for &class in FailureClass::ALL {
            assert_eq!(FailureClass::from_key(class.key()), Some(class));
        }
    }
}
