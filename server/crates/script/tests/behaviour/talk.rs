//! Who says what in stories.

use model::LineKind;

/// Each quoted line with its speaker.
fn said(story: &str) -> Vec<(String, String)> {
    script::read(story)
        .dialogue
        .iter()
        .filter(|line| line.kind == LineKind::Direct)
        .map(|line| (line.speaker.clone().unwrap_or_default(), line.text.clone()))
        .collect()
}

fn speakers(story: &str) -> Vec<String> {
    said(story).into_iter().map(|(who, _)| who).collect()
}

#[test]
fn two_who_talk_take_turns_when_the_narrator_is_silent() {
    let story = "\"Is the boat ready?\" asked Martha.\n\n\"Not yet,\" said Peter.\n\n\"When?\"\n\n\"At noon.\"\n\n\"That is late.\"\n";
    assert_eq!(speakers(story), ["Martha", "Peter", "Martha", "Peter", "Martha"]);
}

#[test]
fn he_and_she_are_told_apart_by_the_people_at_hand() {
    let story = "Martha met Peter on the quay.\n\n\"You are early,\" he said.\n\n\"You are late,\" she said.\n";
    assert_eq!(speakers(story), ["Peter", "Martha"]);
}

#[test]
fn one_paragraph_holds_two_speakers_when_the_narrator_names_both() {
    let story = "\"Halt!\" cried Peter. Then Martha answered: \"It is only me.\"\n";
    assert_eq!(
        said(story),
        [("Peter".to_owned(), "Halt!".to_owned()), ("Martha".to_owned(), "It is only me.".to_owned())]
    );
}

#[test]
fn the_sentence_before_a_quote_tells_its_speaker_past_clauses_and_companions() {
    let story = "Martha, who had been waiting with Peter by the gate, turned round and said, \"We must go.\"\n";
    assert_eq!(speakers(story), ["Martha"]);
}

#[test]
fn the_one_who_is_spoken_to_does_not_speak() {
    let story = "Martha and Peter sat in the kitchen.\n\n\"Pass me the bread, Peter.\"\n\n\"Here it is.\"\n";
    assert_eq!(speakers(story), ["Martha", "Peter"]);
}

#[test]
fn a_fond_form_and_a_full_name_are_one_person() {
    let story = "Elizabeth Marsh came in. \"Good morning,\" said Elizabeth.\n\n\"Tea, Lizzy?\" asked her brother Owen.\n\n\"Please,\" said Lizzy.\n";
    let who = speakers(story);
    assert_eq!(who.first(), who.last());
}

#[test]
fn father_and_son_of_one_surname_stay_two() {
    let story = "\"Sit down,\" said Mr. Hale.\n\n\"I would rather stand,\" said George.\n\n\"As you like,\" said Mr. Hale.\n\n\
        \"Thank you,\" said George Hale.\n\n\"Well?\" said Mr. Hale.\n\n\"Well what?\" said George.\n";
    let who = speakers(story);
    assert_ne!(who.first(), who.get(1));
    assert_eq!(who.get(1), who.last());
}

#[test]
fn somebody_known_by_a_trade_alone_is_a_person() {
    let story = "\"A pleasant day,\" said the ropemaker.\n\n\"Very,\" said Martha.\n\n\"Too warm for work,\" said the ropemaker.\n";
    assert_eq!(speakers(story), ["the ropemaker", "Martha", "the ropemaker"]);
}

#[test]
fn somebody_new_is_nobody_who_was_named_before() {
    let story = "\"I am cold,\" said Martha.\n\n\"Come nearer,\" said a stout woman, who sat by the stove.\n\n\"There is room,\" said another.\n\n\"Shut the door!\" cried one of the sailors.\n\n\"Thank you,\" said Martha.\n";
    assert_eq!(speakers(story), ["Martha", "the stout woman", "another", "one of the sailors", "Martha"]);
}

#[test]
fn a_voice_is_that_of_its_owner() {
    let story = "Peter knocked.\n\n\"Come in,\" called a girl's voice.\n\n\"Who is it?\" asked Martha's voice from the stairs.\n";
    assert_eq!(speakers(story), ["the girl", "Martha"]);
}

#[test]
fn two_speeches_with_nothing_between_them_are_two_peoples() {
    let story = "Martha met Peter at the gate. \"Are you coming, Peter?\" \"In a moment.\"\n";
    let who = speakers(story);
    assert_eq!(who.len(), 2);
    assert_ne!(who[0], who[1]);
}

#[test]
fn neither_streets_nor_the_author_speak() {
    let story = "The Ferry\n\nby Anna Marsh\n\nPeter walked down Market Street to the quay.\n\n\"Is anybody here?\" he asked.\n";
    assert_eq!(speakers(story), ["Peter"]);
}

#[test]
fn the_doctor_is_the_one_with_the_title() {
    let story = "Dr. Hale came with Mr. Thorne.\n\n\"How is she?\" asked Mr. Thorne.\n\n\"Better,\" said the doctor.\n\n\"Thank God,\" said Mr. Thorne. \"And thank you, Dr. Hale.\"\n";
    assert_eq!(speakers(story).get(1).map(String::as_str), Some("Dr Hale"));
}

#[test]
fn people_are_told_apart_by_what_they_wear() {
    let story = "\"Who goes?\" said the man in the grey coat.\n\n\"A friend,\" said the man with the lantern.\n";
    assert_eq!(speakers(story), ["the man in the grey coat", "the man with the lantern"]);
}

#[test]
fn what_a_speaker_quotes_stays_in_the_speech_and_is_heard() {
    let story = "\"She said, 'Have you any ink?' and went away,\" said Peter.\n";
    let heard: String = said(story).iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ");
    for word in ["She", "ink", "away"] {
        assert!(heard.contains(word), "{word} is missing from {heard}");
    }
    assert!(speakers(story).iter().all(|who| who == "Peter"));
    let visible: String = script::prompt_list(&script::read(story), &model::ProjectSettings::default())
        .shots
        .iter()
        .flat_map(|shot| shot.lines.iter().map(|line| line.text.clone()))
        .collect::<Vec<_>>()
        .join(" ");
    assert_eq!(visible.matches("ink").count(), 1, "{visible}");
}

#[test]
fn a_speech_of_several_paragraphs_has_one_speaker() {
    let story = "\"It began in May,\" said Martha. \"The river rose.\n\n\"Then the bridge fell.\n\n\"That is all.\"\n";
    assert_eq!(speakers(story), ["Martha", "Martha", "Martha", "Martha"]);
}

#[test]
fn names_and_signs_between_marks_are_not_said() {
    let story = "\"Come,\" said Peter. They passed a house called \"The Willows\" and a door marked \"private,\" and the men they called \"the regulars\" were out.\n";
    assert_eq!(said(story), [("Peter".to_owned(), "Come.".to_owned())]);
}

#[test]
fn what_somebody_only_might_have_said_is_not_said() {
    let story = "\"Come,\" said Peter. Martha looked at him as much as to say, \"Must I?\" and came.\n";
    assert_eq!(said(story).len(), 1);
}

#[test]
fn a_nickname_a_telegram_and_what_eyes_say_are_not_said() {
    let story = "\"Come,\" said Peter. He wore what was then called a \"Windermere cape,\" and his eyes said: \"You are late.\" On the table lay the telegram: \"Boat sunk. All safe.\"\n\nNobody would take him, \"for want of room in the cart.\" He sat down.\n";
    assert_eq!(said(story), [("Peter".to_owned(), "Come.".to_owned())]);
}

#[test]
fn what_a_speech_tells_of_two_others_is_left_out_of_its_own_words() {
    let own = |story: &str| {
        let story = format!("\"Tell me,\" said Martha.\n\n{story}\n\"Well!\" said Martha. \"I never.\"\n");
        let play = script::read(&story);
        let text = |span: model::Span| story.chars().skip(span.start).take(span.end - span.start).collect::<String>();
        let lines: Vec<String> = play.dialogue.iter().map(|line| text(line.span)).collect();
        lines.iter().take(lines.len() - 2).skip(1).cloned().collect::<Vec<_>>()
    };
    let marked = "\"The word 'no' is short, and Nora said: 'Come in, Sir.' So I came,\" said Peter.\n";
    assert_eq!(own(marked), ["The word 'no' is short, and Nora said:", "So I came,"]);
    let broken = "\"I heard it. 'Now,' said Nora, 'you shall see,' and I saw,\" said Peter.\n";
    assert_eq!(own(broken), ["I heard it.", "said Nora,", "and I saw,"]);
    let supposed = "\"If she were to say, 'Come in, Sir,' I would come,\" said Peter.\n";
    assert_eq!(own(supposed).len(), 1);
    // A file that lost its single marks has two spaces where they stood.
    let words = "\"He was cross. Then he stopped.  A long walk,  said he, and sat down. I saw it,\" said Peter.";
    let lost = format!("{words}\n\n{}\n", "It was late. ".repeat(20).trim());
    assert_eq!(own(&lost), ["He was cross. Then he stopped.", "said he, and sat down. I saw it,"]);
}

#[test]
fn a_comma_that_was_forgotten_before_the_rest_of_a_speech_loses_nothing() {
    let story = "\"Is the boat ready?\" cried Martha as she entered \"are we late?\" Peter shook his head.\n";
    assert_eq!(speakers(story), ["Martha", "Martha"]);
}

#[test]
fn verses_that_the_narrator_cites_are_not_said_and_those_that_are_sung_are() {
    let verses = "\"The river runs, the river sleeps,\nAnd nobody can hold it.\"";
    let cited = format!("\"Come,\" said Peter.\n\nFrom the old poets she had learnt that\n\n{verses}\n");
    assert_eq!(said(&cited).len(), 1);
    let sung = format!("\"Come,\" said Peter.\n\nThen Martha sang:\n\n{verses}\n");
    assert_eq!(said(&sung).len(), 2);
    let wire = "\"Come,\" said Peter.\n\nOn the table lay the following telegram:\n\n\"Boat sunk. All safe.\"\n";
    assert_eq!(said(wire).len(), 1);
}

#[test]
fn a_quotation_that_ends_a_speech_is_not_cut_off() {
    let story = "\"I met the porter at the gate and I told him: 'Keep your key.'\"\n\nMartha laughed.\n";
    let play = script::read(story);
    let line = play.dialogue.first().expect("a line");
    let text: String = story.chars().skip(line.span.start).take(line.span.end - line.span.start).collect();
    assert!(text.contains("Keep your key"), "{text}");
}

#[test]
fn the_same_marks_within_a_speech_do_not_end_it() {
    let story = "“He calls it [his word for “supper”] tea. Come,” said Peter.\n\n“I shall,” said Martha.\n";
    assert_eq!(
        said(story).first().map(|(_, text)| text.as_str()),
        Some("He calls it [his word for “supper”] tea. Come.")
    );
    let lost = "“I am here. “Come in,” said Peter.\n\n“I shall,” said Martha.\n";
    assert_eq!(speakers(lost).last().map(String::as_str), Some("Martha"));
}

#[test]
fn a_letter_between_marks_is_read_and_not_said() {
    let story = "\"A letter!\" cried Martha.\n\n\"Dearest Meg,\"\n\n\"We shall come on Sunday by the early train.\"\n\n\"Yours ever,\"\n\n\"NORA.\"\n\n\"How good of her,\" said Peter.\n";
    assert_eq!(speakers(story), ["Martha", "Peter"]);
}

#[test]
fn brackets_in_a_speech_are_the_narrators() {
    let story = "\"Tom! Ned! (calling to his brothers) The cart is here,\" said Hugh.\n";
    let texts: Vec<String> = said(story).into_iter().map(|(_, text)| text).collect();
    assert!(texts.iter().all(|text| !text.contains("calling")), "{texts:?}");
}

#[test]
fn speech_behind_dashes_ends_where_the_narrator_begins() {
    let story = "—Come in, Peter said. Sit down.\n\n—I would rather not! Martha said.\n";
    assert_eq!(
        said(story),
        [
            ("Peter".to_owned(), "Come in.".to_owned()),
            ("Peter".to_owned(), "Sit down.".to_owned()),
            ("Martha".to_owned(), "I would rather not!".to_owned()),
        ]
    );
}

#[test]
fn a_number_between_dashes_is_a_chapter_and_you_within_dashes_is_speech() {
    let story = "— II —\n\n—Look out, he said, you old fool!\n\n—I do, Martha said.\n";
    let texts: Vec<String> = said(story).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Look out,", "you old fool!", "I do."]);
}

#[test]
fn single_marks_and_apostrophes_are_not_confused() {
    let story = "‘I’ve lost the dog’s lead,’ said Peter.\n\n‘It’s on the boys’ table,’ said Martha.\n";
    assert_eq!(speakers(story), ["Peter", "Martha"]);
}

#[test]
fn a_paragraph_without_end_is_read_to_its_end() {
    let story = "\"Go,\" said Tom. \"No,\" said Ann. ".repeat(2000);
    let who = speakers(&story);
    assert_eq!(who.len(), 4000);
    assert!(who.chunks(2).all(|pair| pair == ["Tom", "Ann"]));
}

#[test]
fn a_crowd_of_namesakes_stays_apart() {
    let story: String = (0..300).map(|n| format!("\"Good day,\" said Ann Archer{n}.\n\n")).collect();
    let who = speakers(&story);
    assert_eq!(who.iter().collect::<std::collections::HashSet<_>>().len(), 300);
}

#[test]
fn what_is_written_named_or_only_supposed_is_nobodys_line() {
    for story in [
        "The inscription, \"Peter Marsh, Pilot,\" was half worn away.\n",
        "“A village goes mad” was the heading.\n",
        "Martha was nearly getting up and saying, \"Thank you, that is enough,\" but she sat still.\n",
        "There was no \"One, two, three, and go,\" but they ran.\n",
        "He came in a humble \"Brown coupe.\" Nobody looked.\n",
        "The boys had names for him, such as \"Sailor,\" \"Salty\" and \"Old Rope.\"\n",
        "Martha took down the book.\n\n\"MARSH OF THE QUAY.\n\n\"Peter Marsh, born in March, pilot.\"\n",
        "CHAPTER TWO\n\n    \"The sea gives and the sea takes.\"\n\nMartha woke.\n",
    ] {
        assert_eq!(said(story), [], "{story}");
    }
}

#[test]
fn fragments_are_lines_where_somebody_is_told_to_have_said_them() {
    let story = "Martha asserted that \"if he wished he could sail in an hour,\" and sat down.\n\n\
                 Peter sat by the window, \"thinking of nothing,\" according to Martha.\n";
    let lines: Vec<String> = said(story).into_iter().map(|(_, text)| text).collect();
    assert_eq!(lines, ["if he wished he could sail in an hour.", "thinking of nothing."]);
}

#[test]
fn a_dash_that_closes_a_speech_is_not_spoken() {
    let story = "--Is it late?-- asked Martha.\n\n--It is, said Peter. The pilot, I hear, came at 5 a. m. today.--\n\n\
                 --The mate I met last night, said Martha, says you are ill.\n";
    let lines: Vec<String> = said(story).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        lines,
        [
            "Is it late?",
            "It is.",
            "The pilot, I hear, came at 5 a. m. today.",
            "The mate I met last night,",
            "says you are ill."
        ]
    );
}
