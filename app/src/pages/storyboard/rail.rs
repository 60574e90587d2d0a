//! The steps of the board, with how each stands, and the way to it.

use super::Shown;
use leptos::prelude::*;

/// Where on the page a step is.
fn place(key: &str) -> &'static str {
    match key {
        "lore" | "scenes" | "pages" => "#lore",
        "narrative" => "#narrative",
        "components" | "component-images" => "#cast",
        "trailer" => "#trailer",
        _ => "#scenes",
    }
}

#[component]
pub fn Rail(shown: Shown) -> impl IntoView {
    let steps = shown.part(|board| board.steps.clone());
    let percent = shown.part(|board| board.percent);
    view! {
        <nav class="rail" aria-label="Steps of the storyboard">
            <p class="rail-sum"><span class="tabular">{move || percent.get()}" %"</span>" of the board is there"</p>
            <ol>
                {move || steps.get().into_iter().map(|step| {
                    let count = if step.of > 1 { format!("{}/{}", step.done, step.of) } else { String::new() };
                    view! {
                        <li data-step=step.key.clone() data-state=step.state>
                            <a href=place(&step.key) rel="external">
                                <span class="rail-name">{step.label}</span>
                                <span class="rail-count tabular">{count}</span>
                                <span class="rail-state">{step.says}</span>
                            </a>
                        </li>
                    }
                }).collect_view()}
            </ol>
        </nav>
    }
}
