//! Lists of models: what is advised, and at a person's wish all the others.

use super::field::{AllModels, Choice};
use leptos::prelude::*;
use model::{ModelChoice, view::MakerView};

/// What a list offers: first what suits, then all the others.
#[derive(Clone, Default, PartialEq)]
pub struct Models {
    pub first: Vec<(String, String)>,
    pub others: Vec<(String, String)>,
}

impl Models {
    pub fn of<'a>(makers: impl Iterator<Item = &'a MakerView>) -> Self {
        let mut models = Self::default();
        for maker in makers {
            let list = if maker.advised { &mut models.first } else { &mut models.others };
            list.push((maker.choice.key(), maker.label.clone()));
        }
        models
    }

    /// Has this one in sight, above all others where `leads`; it is named by its id where the list does not have it.
    pub fn with(mut self, choice: &ModelChoice, leads: bool) -> Self {
        let key = choice.key();
        let take = |list: &mut Vec<(String, String)>| {
            let at = list.iter().position(|(own, _)| *own == key)?;
            Some(list.remove(at))
        };
        if !leads && self.first.iter().any(|(own, _)| *own == key) {
            return self;
        }
        let found = take(&mut self.first).or_else(|| take(&mut self.others));
        let words = found.unwrap_or_else(|| (key.clone(), format!("{} {}", choice.provider, choice.model)));
        let at = if leads { 0 } else { self.first.len() };
        self.first.insert(at, words);
        self
    }

    pub fn len(&self) -> usize {
        self.first.len() + self.others.len()
    }
}

/// A list of models to choose from.
#[component]
pub fn Maker(
    label: &'static str,
    name: &'static str,
    options: Models,
    #[prop(into)] value: Signal<String>,
) -> impl IntoView {
    view! { <Choice label name options=options.first others=options.others value /> }
}

/// Has the page's lists show all models.
#[component]
pub fn MoreModels() -> impl IntoView {
    let lists = use_context::<AllModels>().zip(AllModels::leaves_out());
    move || {
        let (AllModels(all), _) = lists.filter(|(_, leaves_out)| leaves_out.get())?;
        Some(
            view! { <button type="button" class="small quiet more-models" on:click=move |_| all.set(true)>"Show all models"</button> },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_suits_leads_and_what_is_set_is_in_sight() {
        let pair = |key: &str| (key.to_owned(), key.to_owned());
        let models = || Models { first: vec![pair("kling/new")], others: vec![pair("kling/old"), pair("kling/older")] };
        let keys = |list: &[(String, String)]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let set = models().with(&ModelChoice::new("kling", "old"), false);
        assert_eq!(
            (keys(&set.first), keys(&set.others)),
            (vec!["kling/new".into(), "kling/old".into()], vec!["kling/older".into()])
        );
        let suits = models().with(&ModelChoice::new("kling", "older"), true);
        assert_eq!(keys(&suits.first), ["kling/older", "kling/new"]);
        let gone = models().with(&ModelChoice::new("kling", "gone"), false);
        assert_eq!(gone.first.last(), Some(&("kling/gone".to_owned(), "kling gone".to_owned())));
        assert_eq!(gone.len(), 4);
    }
}
