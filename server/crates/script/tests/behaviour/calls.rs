//! What voices are heard through, and who is tired or out of breath.

use model::{Delivery, ProjectSettings, Through};

/// Who speaks, through what, and how, line by line.
fn heard(script: &str) -> Vec<(String, Through, Delivery)> {
    let list = script::prompt_list(&script::read(script), &ProjectSettings::default());
    let lines = list.shots.into_iter().flat_map(|shot| shot.lines);
    lines.map(|line| (line.speaker.unwrap_or_default(), line.through, line.delivery)).collect()
}

fn is(who: &str, through: Through, delivery: Delivery) -> (String, Through, Delivery) {
    (who.to_owned(), through, delivery)
}

#[test]
fn the_other_end_of_a_phone_is_heard_through_it_and_who_speaks_into_it_is_not() {
    let script = "INT. OFFICE - NIGHT\n\nINGRID\n(into phone)\nHarbour office.\n\nJONAS (V.O.)\n(out of breath)\nWait for me.\n\n\
                  INGRID\n(tired)\nYou said that last winter.\n\nPILOT (O.S.)\nWe leave now.\n\nINT. CABIN - NIGHT\n\nPILOT\nAll clear.\n";
    let lines = [
        is("INGRID", Through::Air, Delivery::Normal),
        is("JONAS", Through::Phone, Delivery::Breathless),
        is("INGRID", Through::Air, Delivery::Tired),
        is("PILOT", Through::Air, Delivery::Normal),
        is("PILOT", Through::Air, Delivery::Normal),
    ];
    assert_eq!(heard(script), lines);
}

#[test]
fn one_who_tells_the_story_is_not_on_the_phone() {
    let script = "EXT. ROAD - DAY\n\nA car.\n\nMAYA (V.O.)\nThat was the summer.\n\nINT. KITCHEN - DAY\n\nBEN\n(into the phone)\nHello?\n\n\
                  MAYA (V.O.)\nHe did not know yet.\n";
    assert!(heard(script).iter().all(|(_, through, _)| through.is_air()), "{:?}", heard(script));
}

#[test]
fn radios_televisions_loudspeakers_and_doors_are_read_from_cues_names_and_brackets() {
    let script = "INT. KITCHEN - DAY\n\nRADIO ANNOUNCER (V.O.)\nSnow tonight.\n\nREPORTER (ON TV)\nThe bridge is closed.\n\n\
                  LOUDSPEAKER\nLast call.\n\nANNA (O.S.)\n(behind the door)\nOpen up!\n\nBEN\n(over the radio)\nCome in.\n\n\
                  RADIO OPERATOR\nThey are gone.\n";
    let through: Vec<Through> = heard(script).into_iter().map(|(_, through, _)| through).collect();
    let wanted =
        [Through::Radio, Through::Television, Through::Loudspeaker, Through::Door, Through::Radio, Through::Air];
    assert_eq!(through, wanted);
}
