//! What is drawn of a shot: ids from its words.

use model::{Figure, Place, Seen, Staging, StylePreset};

fn looks(description: &str) -> Vec<(String, Option<u32>)> {
    let figure = plan::figure_read(Figure { description: description.to_owned(), ..Figure::default() });
    figure.looks.into_iter().map(|seen| (seen.id, seen.colour)).collect()
}

fn ids(description: &str) -> Vec<String> {
    looks(description).into_iter().map(|(id, _)| id).collect()
}

fn staged(place: &str, interior: bool, action: &str, people: &[&str]) -> Staging {
    let place = Place { name: place.to_owned(), interior: Some(interior), ..Place::default() };
    let person = |name: &&str| Figure { name: (*name).to_owned(), ..Figure::default() };
    plan::staging_read(Staging {
        action: action.to_owned(),
        figures: people.iter().map(person).collect(),
        ..Staging::of_place(place, StylePreset::Cinematic)
    })
}

#[test]
fn a_description_is_read_as_ids_with_their_own_colours() {
    assert_eq!(ids("heavy man in a blue turban and a white tunic"), ["heavy", "turban", "tunic"]);
    let seen = looks("woman, yellow dress, a red scarf");
    assert_eq!(seen, [("dress".into(), Some(0xe2b63c)), ("scarf".into(), Some(0xb8362f))]);
    assert_eq!(ids("bald, with a long white beard"), ["bald", "long-beard"]);
    assert_eq!(ids("man, round glasses"), ["glasses"]);
    assert_eq!(ids("a tall woman"), ["tall"]);
}

#[test]
fn a_role_fills_only_what_is_not_said() {
    assert!(ids("man, nun").contains(&"wimple".to_owned()));
    let soldier = ids("man, soldier, a red cap");
    assert!(soldier.contains(&"cap".to_owned()) && !soldier.contains(&"war-helmet".to_owned()));
}

#[test]
fn every_garment_that_the_script_knows_has_a_drawing() {
    let outfits = ["top", "outer", "legs", "whole", "head", "feet", "hands"];
    let worn = |entry: &&lexicon::Entry| outfits.iter().any(|slot| entry.is(slot)) && !entry.is("denied");
    for entry in lexicon::looks().entries().iter().filter(worn) {
        // "Camouflage" is a colour as well.
        for word in entry.words("en").iter().filter(|word| lexicon::pictures::COLOURS.at(&[**word]).is_none()) {
            assert!(!ids(&format!("woman, {word}")).is_empty(), "{}: {word}", entry.id);
        }
    }
}

#[test]
fn every_animal_that_the_script_knows_has_a_drawing() {
    let animals =
        lexicon::nouns().entries().iter().filter(|entry| ["dog", "cat", "horse", "animal"].contains(&entry.id));
    for word in animals.flat_map(|entry| entry.words("en")) {
        let figure = plan::figure_read(Figure { description: (*word).to_owned(), ..Figure::default() });
        assert!(!figure.creature.is_empty(), "{word}");
    }
}

#[test]
fn deeds_belong_to_whom_the_clause_names() {
    let shot = staged("ROOM", true, "Tom sits down and drinks. Anna opens the door.", &["TOM", "ANNA"]);
    let acts: Vec<_> = shot.figures.iter().map(|figure| figure.acts.clone()).collect();
    assert_eq!(acts, [vec!["sit-down", "drink"], vec!["open"]]);
    let denied = staged("ROOM", true, "Tom does not drink. His hand shakes.", &["TOM"]);
    assert_eq!(denied.figures.first().map(|figure| figure.acts.len()), Some(0));
}

#[test]
fn things_animals_and_places_are_told_by_ids() {
    let shot = staged("MUD-BRICK HOUSE", true, "A red blanket lies on the floor.", &["TOM"]);
    assert_eq!((shot.set.as_str(), shot.walls.as_str()), ("house", "mud"));
    assert_eq!(shot.things, [Seen { id: "blanket".into(), colour: Some(0xb8362f), ..Seen::default() }]);
    let camels = staged("DESERT", false, "Three camels cross the dunes.", &[]);
    assert_eq!(camels.things.iter().filter(|seen| seen.id == "camel").count(), 3);
    let watch = staged("STREET", false, "Mara watches the sea.", &["MARA"]);
    assert_eq!(watch.things, []);
}

#[test]
fn a_deed_belongs_to_its_subject() {
    let shot = staged("deck", false, "A small dog sleeps at Henrik's feet.", &["Henrik"]);
    assert_eq!(shot.figures.first().map(|figure| figure.acts.clone()), Some(vec![]));
    let shot = staged("deck", false, "The dog sleeps and Henrik drinks.", &["Henrik"]);
    assert_eq!(shot.figures.first().map(|figure| figure.acts.clone()), Some(vec!["drink".to_owned()]));
}
