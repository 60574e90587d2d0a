//! Prints the board of a script: `cargo run -p storyboard --example show -- FILE`.
#![allow(clippy::unwrap_used)]

use model::{ProjectSettings, StylePreset};

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let begin = std::time::Instant::now();
    let play = script::read(&text);
    let mut list = script::prompt_list(&play, &ProjectSettings::default());
    list.title.clone_from(&play.title);
    let read = begin.elapsed();
    let board = storyboard::board(&list, StylePreset::Cinematic);
    println!("read {read:?}, board {:?}, {} shots", begin.elapsed() - read, list.shots.len());
    println!("LOGLINE {}", board.logline);
    for own in &board.lore.options {
        println!("\nLORE {} ({})\n{}", own.title, own.style, own.text);
    }
    for own in &board.narrative.options {
        println!("\nNARRATIVE {}\n{}", own.title, own.text);
    }
    for stage in &board.stages {
        println!("\nSTAGE {}: {}", stage.scene, stage.words);
    }
    for (kind, sheets) in [("CAST", &board.people), ("PLACE", &board.places), ("PROP", &board.props)] {
        for own in sheets {
            println!("{kind} {}: {} ({} shots)", own.name, own.words, own.shots);
        }
    }
    for measure in storyboard::measures(&list, &board) {
        println!("{} {} %: {}", measure.label, measure.percent, measure.says);
    }
    println!("{:?} {:?}", storyboard::trailer(&list, &board.facts), storyboard::check(&list, &board));
}
