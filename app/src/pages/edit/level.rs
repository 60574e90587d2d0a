//! How loud something is, as a slider with words beside it.

use leptos::{html, prelude::*};

/// Of a level in dB beside what the studio would choose.
pub fn words(level: f64) -> &'static str {
    match level {
        level if level <= -20.0 => "hardly heard",
        level if level <= -9.0 => "far back",
        level if level < -1.0 => "quieter",
        level if level <= 1.0 => "as mixed",
        level if level <= 6.0 => "louder",
        _ => "much louder",
    }
}

#[component]
pub fn Level(#[prop(into)] value: Signal<String>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let level = RwSignal::new(value.get_untracked().parse().unwrap_or(0.0));
    let put = move |text: &str| level.set(text.parse().unwrap_or(0.0));
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now)
            && let Some(field) = field.get_untracked()
        {
            field.set_value(&now);
            put(&now);
        }
        now
    });
    view! {
        <label class="field level">
            <span class="label">"Loudness"<span class="unit">{move || words(level.get())}</span></span>
            <input
                node_ref=field
                type="range"
                name="gain_db"
                min="-30"
                max="12"
                step="0.5"
                value=value.get_untracked()
                aria-valuetext=move || format!("{} ({:+.1} dB)", words(level.get()), level.get())
                title=move || format!("{:+.1} dB", level.get())
                on:input=move |event| put(&event_target_value(&event))
            />
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn every_level_has_its_words() {
        let told = [-30.0, -12.0, -3.0, 0.0, 3.0, 12.0].map(words);
        assert_eq!(told, ["hardly heard", "far back", "quieter", "as mixed", "louder", "much louder"]);
    }
}
