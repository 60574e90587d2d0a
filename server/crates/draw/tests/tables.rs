//! Whatever the lexicon's tables of pictures name is drawn.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use draw::Animatic;
use lexicon::pictures::{ACTS, CREATURES, ROLES, THINGS, WEAR};
use model::{Age, Figure, Framing, Place, Seen, Sex, Staging, StylePreset};

const SIZE: (u32, u32) = (96, 144);

fn frames(staging: &Staging, (w, h): (u32, u32)) -> Vec<Vec<u8>> {
    let mut shot = Animatic::new(staging, w, h, 12, 2.0, 0);
    let at = |index: u32| {
        let mut out = Vec::new();
        shot.render(index, &mut out);
        out
    };
    [2, 12, 20].map(at).to_vec()
}

fn portrait(looks: Vec<Seen>, (sex, age): (Sex, Age)) -> Staging {
    let figure =
        Figure { name: "MARA".to_owned(), sex: Some(sex), age: Some(age), focus: true, looks, ..Figure::default() };
    Staging {
        framing: Framing::Full,
        figures: vec![figure],
        set: "backdrop".to_owned(),
        ..Staging::of_place(Place { interior: Some(true), ..Place::default() }, StylePreset::Cinematic)
    }
}

fn seen(id: &str) -> Seen {
    Seen { id: id.to_owned(), ..Seen::default() }
}

#[test]
fn all_that_somebody_wears_changes_the_picture() {
    let people = [(Sex::Female, Age::Adult), (Sex::Male, Age::Old), (Sex::Male, Age::Adult)];
    // Something is known of everybody: who is told nothing of may have a beard by chance.
    let known = |mut more: Vec<Seen>| {
        more.push(seen("shirt"));
        more
    };
    let plain = people.map(|who| frames(&portrait(known(vec![]), who), SIZE));
    let parts = ["hat", "eyes", "mask", "top", "whole", "over"];
    let worn = WEAR.table().entries().iter().filter(|entry| parts.iter().any(|part| entry.is(part)));
    for id in worn.map(|entry| entry.id).filter(|id| *id != "shirt") {
        let differs = people
            .iter()
            .zip(&plain)
            .any(|(who, plain)| frames(&portrait(known(vec![seen(id)]), *who), SIZE) != *plain);
        assert!(differs, "{id} is not drawn");
    }
}

#[test]
fn every_role_and_being_shows() {
    let plain = plan::figure_read(Figure { description: "man".to_owned(), ..Figure::default() });
    for role in ROLES.table().entries() {
        let word = role.words("en")[0];
        let figure = plan::figure_read(Figure { description: format!("man, {word}"), ..Figure::default() });
        assert!(figure.looks != plain.looks, "{word} shows nothing");
    }
}

#[test]
fn every_animal_and_thing_is_in_the_picture() {
    let empty = |framing| Staging {
        framing,
        set: "field".to_owned(),
        ..Staging::of_place(Place { interior: Some(false), ..Place::default() }, StylePreset::Cinematic)
    };
    for entry in [&*CREATURES, &*THINGS].into_iter().flat_map(|table| table.table().entries()) {
        let framing = if entry.is("hand") { Framing::Insert } else { Framing::Wide };
        let mut with = empty(framing);
        with.things = vec![seen(entry.id)];
        let mut other = empty(framing);
        // An insert of nothing shows a letter.
        other.things = if entry.id == "letter" { vec![seen("book")] } else { vec![] };
        assert!(frames(&with, (96, 54)) != frames(&other, (96, 54)), "{} is not drawn", entry.id);
    }
}

#[test]
fn every_deed_is_seen_in_the_body_or_the_face() {
    let acting = |id: &str| {
        let mut staging = portrait(vec![seen("shirt")], (Sex::Male, Age::Adult));
        staging.figures[0].acts = vec![id.to_owned()];
        frames(&staging, SIZE)
    };
    let still = acting("");
    for entry in ACTS.table().entries().iter().filter(|entry| entry.id != "stand") {
        assert!(acting(entry.id) != still, "{} is not acted", entry.id);
    }
}

#[test]
fn every_kind_of_place_has_a_set_inside_and_outside() {
    for inside in [true, false] {
        let set = |id: &str| {
            let place = Place { name: "SOMEWHERE".to_owned(), interior: Some(inside), ..Place::default() };
            frames(&Staging { set: id.to_owned(), ..Staging::of_place(place, StylePreset::Cinematic) }, (64, 36))
        };
        let nowhere = set("nowhere");
        let known: Vec<_> = lexicon::places::kinds().map(|kind| kind.id()).collect();
        let same = known.iter().filter(|id| set(id) == nowhere).count();
        // "Outside" alone is a field, and a field is one.
        assert!(same <= 2, "{same} kinds of place look like none");
    }
}

#[test]
fn walls_are_made_of_what_the_heading_says() {
    let room = |walls: &str| {
        let place = Place { name: "HOUSE".to_owned(), interior: Some(true), ..Place::default() };
        frames(
            &Staging {
                set: "house".to_owned(),
                walls: walls.to_owned(),
                ..Staging::of_place(place, StylePreset::Cinematic)
            },
            (64, 36),
        )
    };
    let materials: Vec<_> = lexicon::pictures::MATERIALS.table().entries().iter().map(|entry| room(entry.id)).collect();
    let living = room("");
    for (at, one) in materials.iter().enumerate() {
        assert!(*one != living && materials.iter().skip(at + 1).all(|other| other != one));
    }
}
