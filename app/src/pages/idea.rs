//! A film that begins with an idea.

use crate::{
    api::storyboard::BeginFromIdea,
    ui::{Act, Area, Choice, Input, Title},
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn FromIdea() -> impl IntoView {
    let lengths = [("60", "1 minute"), ("90", "1½ minutes"), ("150", "2½ minutes"), ("240", "4 minutes")]
        .map(|(seconds, words)| (seconds.to_owned(), words.to_owned()))
        .to_vec();
    view! {
        <Title text="From an idea" />
        <main id="main" class="narrow idea-form">
            <h1>"From an idea"</h1>
            <p class="lead">"Say what the film is about. The studio makes an outline of it: three tones, three structures, and a board that you can look at. No key is needed, and nothing is bought."</p>
            <Act to=BeginFromIdea::PATH class="stack">
                <Area label="Your idea" name="idea" rows="5" value="" />
                <div class="row">
                    <Input label="Title" name="title" placeholder="from the idea" value="" />
                    <Choice label="Length" name="seconds" options=lengths value="90" />
                </div>
                <div class="row">
                    <Input label="Tone" name="tone" placeholder="any" value="" />
                    <Input label="Language" name="language" placeholder="as the idea" value="" />
                </div>
                <p class="dim">"The outline is made by rules and says so: plain scenes that wait for your words. You can write on in the script at any time. Where you have a key for a language model, the board offers to ask it, each time with its price."</p>
                <button type="submit" class="primary">"Make the board · free"</button>
            </Act>
            <p class="after"><a href="/new">"I have a script already"</a></p>
        </main>
    }
}
