//! The forms that scripts come in besides screenplays and stories.

use crate::shoot;
use model::ProjectSettings;
use script::{ElementKind, Format, Screenplay, check, prompt_list, read, read_bytes};

fn lines(play: &Screenplay) -> Vec<(&str, &str)> {
    play.dialogue.iter().map(|line| (line.speaker.as_deref().unwrap_or_default(), line.text.as_str())).collect()
}

fn seconds(text: &str) -> Vec<f64> {
    shoot(text).1.shots.iter().map(|shot| shot.seconds).collect()
}

fn filmed(text: &str) -> String {
    shoot(text).1.shots.iter().map(|shot| format!("{}\n", shot.prompt)).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    let (play, list) = shoot(text);
    check(&play, &list).into_iter().map(|issue| issue.code).collect()
}

const LABELS: &str = "Here's a script for you!\n\n# 🎬 Two Cups\n\n**Total Duration:** 14 seconds\n\n---\n\n### Scene 1: The Shop (0:00–0:06)\n\n\
    - **Location:** Tea shop\n- **Time:** Morning\n- **Visual:** MINA (50s, grey braid) pours tea.\n- **Camera:** Slow push-in\n\
    - **Narration:** \"She pours two cups.\"\n- **SFX:** kettle whistle\n- **Text on screen:** 7:00 AM\n\n\
    ### Scene 2: The Street (0:06–0:14)\n\n- **Visual:** Close-up of a cup on a wall.\n- **Dialogue:**\n  - **Mina:** \"For whoever is cold.\"\n";

#[test]
fn labels_of_a_scene_are_its_place_its_picture_its_speech_and_its_length() {
    let (play, list) = shoot(LABELS);
    assert_eq!((play.format, play.title.as_str()), (Format::Labelled, "Two Cups"));
    assert_eq!(lines(&play), [("NARRATOR", "She pours two cups."), ("Mina", "For whoever is cold.")]);
    assert!(play.dialogue[0].off_screen);
    assert_eq!(play.scenes[0].location.as_deref(), Some("Tea shop"));
    assert_eq!(play.scenes[0].time_of_day.as_deref(), Some("Morning"));
    assert_eq!(list.shots.iter().map(|shot| shot.seconds).collect::<Vec<_>>(), [6.0, 8.0]);
    assert_eq!(list.shots[0].camera, model::CameraMove::DollyIn);
    assert_eq!(list.shots[1].framing, model::Framing::CloseUp);
    assert!(list.shots[0].cues.iter().any(|cue| cue.sound == "kettle whistle"));
    let prompts = filmed(LABELS);
    for label in ["Visual", "Narration", "Duration", "**", "7:00", "0:0", "Here's"] {
        assert!(!prompts.contains(label), "{label} in {prompts}");
    }
    assert!(codes(LABELS).contains(&"words_on_screen"));
}

#[test]
fn labels_without_a_head_are_one_shot() {
    let text = "Subject: A baby otter in a raincoat\nAction: It splashes through puddles\nSetting: Alley, night\nCamera: tracking shot\nAudio: light rain, distant traffic\n";
    let (play, list) = shoot(text);
    assert_eq!((play.scenes.len(), list.shots.len()), (1, 1));
    assert_eq!(play.scenes[0].location.as_deref(), Some("Alley"));
    assert!(list.shots[0].cues.iter().any(|cue| cue.sound == "distant traffic"));
}

#[test]
fn a_long_scene_is_divided_where_something_else_is_seen_and_keeps_its_length() {
    let text = "Scene 1\nDuration: 20 seconds\nVisual: A boat leaves the harbour at dawn.\nVisual: Nets are hauled over the side.\nNarration: The sea was calm.\n\nScene 2\nDuration: 5 seconds\nVisual: A gull lands.\n";
    let all = seconds(text);
    assert_eq!(all.len(), 3);
    assert!((all.iter().sum::<f64>() - 25.0).abs() < 0.01, "{all:?}");
}

#[test]
fn a_table_has_a_shot_a_row_whatever_divides_its_cells() {
    let bars = "| Time | Video | Audio |\n|---|---|---|\n| 0:00-0:04 | A bare bench | VO: \"One.\" |\n| 0:04-0:09 | A wheel turns | MUSIC ends; SFX: chime |\n";
    let tabs = "VIDEO\tAUDIO\tDURATION\nA bare bench\tVO: \"One.\"\t4s\nA wheel turns\tSFX: chime\t5s\n";
    let commas = "Shot,Duration,Description,Dialogue,SFX\n1,4s,A bare bench,\"VO: \"\"One.\"\"\",\n2,5s,\"A wheel, turning\",,chime\n";
    for text in [bars, tabs, commas] {
        let (play, list) = shoot(text);
        assert_eq!(lines(&play), [("NARRATOR", "One.")], "{text}");
        assert_eq!(seconds(text), [4.0, 5.0], "{text}");
        assert!(list.shots[1].cues.iter().any(|cue| cue.sound.contains("chime")), "{text}");
        assert!(!filmed(text).contains('|'));
    }
}

#[test]
fn times_are_exact_lengths() {
    assert_eq!(
        seconds(
            "Shot 1 (0-3s): Wide, a street at night.\nShot 2 (3-7s): A boy looks out.\nShot 3 (7-8.5s): Close-up, a fish.\n"
        ),
        [3.0, 4.0, 1.5]
    );
    assert_eq!(
        seconds(
            "SCENE 1: EXT. QUAY - DAY\n\nSHOT 1: Wide - 4–6 seconds\nA boat.\nSHOT 2: Close up - 3-5 seconds\nA rope.\n"
        ),
        [5.0, 4.0]
    );
    assert_eq!(
        seconds("Sea film, 12 seconds\n\n0:00 - Waves roll in.\n0:05 - A surfer walks by.\n0:09 - The logo.\n"),
        [5.0, 4.0, 3.0]
    );
    let hooks =
        "HOOK (0-3s)\nVisual: A pancake burns.\nVO: Too early.\n\nFIX (3-8s)\nVisual: It flips.\nVO: Count to ten.\n";
    assert_eq!(seconds(hooks), [3.0, 5.0]);
    assert_eq!(lines(&read(hooks)), [("NARRATOR", "Too early."), ("NARRATOR", "Count to ten.")]);
}

#[test]
fn what_is_quoted_in_a_prompt_of_several_shots_is_said() {
    let text = "Shot 1 (3s): Wide shot of a desert road.\nShot 2 (4s): Medium shot, Ray leans on the hood and says, \"She's not coming.\"\n";
    let (play, list) = shoot(text);
    assert_eq!(lines(&play), [("Ray", "She's not coming.")]);
    assert!(list.shots[1].prompt.contains("Ray leans on the hood"));
    assert!(list.shots[0].prompt.contains("desert road"));
}

#[test]
fn transcripts_have_their_speakers_in_every_mark() {
    let said = [("Host", "Welcome back."), ("Guest", "Thank you."), ("Host", "Begin.")];
    for text in [
        "Host: Welcome back.\nGuest: Thank you.\nHost: Begin.\n",
        "[00:03] Host: Welcome back.\n[00:07] Guest: Thank you.\n[00:09] Host: Begin.\n",
        "[Host] Welcome back.\n[Guest] Thank you. [laughter]\n[Host] Begin.\n",
        "**Host:** Welcome back.\n\n**Guest:** Thank you.\n\n**Host:** Begin.\n",
    ] {
        let play = read(text);
        assert_eq!(lines(&play), said, "{text}");
        assert_eq!(play.format, Format::Transcript, "{text}");
    }
}

#[test]
fn letters_recipes_and_reported_speech_are_no_transcripts() {
    for text in [
        "Dear Mara,\n\nThank you: it came. Note: the train leaves at six.\n\nYours,\nBen\n",
        "Ingredients: two eggs\n\nMix the eggs and the flour. Fry the batter until the bubbles pop.\n\nServe with honey.\n",
        "小明走进屋子。\n\n他说：“外面很冷。”\n\n小红笑着说：“那就进来吧。”\n",
    ] {
        assert_eq!(read(text).format, Format::Prose, "{text}");
    }
}

#[test]
fn a_stage_play_has_scenes_and_speeches_without_directions() {
    let text = "THE LODGER\nA play in one act\n\nCHARACTERS\nMRS. BELL, sixty, a widow\nTOM, her nephew\n\nSCENE ONE\n\nA parlour. A clock ticks.\n\nMRS. BELL (without looking up). You are late.\n\nTOM. The tram broke down. (He hangs up his coat.) Is he in?\n\nSCENE TWO\n\nThe attic.\n\nTOM. Hello?\n";
    let play = read(text);
    assert_eq!((play.format, play.title.as_str(), play.scenes.len()), (Format::StagePlay, "THE LODGER", 2));
    assert_eq!(
        lines(&play),
        [("MRS. BELL", "You are late."), ("TOM", "The tram broke down. Is he in?"), ("TOM", "Hello?")]
    );
}

#[test]
fn subtitles_are_lines_of_their_length() {
    let text = "1\n00:00:00,000 --> 00:00:03,500\nVera: The library\nshuts at seven.\n\n2\n00:00:03,500 --> 00:00:06,000\n[door bell]\n\n3\n00:00:06,000 --> 00:00:08,000\n- Who is there?\n";
    let (play, list) = shoot(text);
    assert_eq!(play.format, Format::Subtitles);
    assert_eq!(lines(&play), [("Vera", "The library shuts at seven."), ("", "Who is there?")]);
    assert_eq!(seconds(text), [3.5, 2.5, 2.0]);
    assert!(list.shots[1].cues.iter().any(|cue| cue.sound.contains("bell")));
}

#[test]
fn a_storyboard_in_json_has_scenes_shots_people_and_lines() {
    let text = r#"{"title": "The Last Train", "characters": [{"name": "Ines", "description": "35, curly red hair"}], "scenes": [
        {"scene_number": 1, "location": "Platform", "time_of_day": "Night", "shots": [
            {"shot_type": "Wide shot", "duration": 4, "description": "Rain on the rails.", "sound_effects": ["rain"]},
            {"shot_type": "Close-up", "duration_seconds": 3.5, "description": "Ines waits.", "dialogue": [{"character": "Ines", "line": "It\u2019s late."}]}]}]}"#;
    let (play, list) = shoot(text);
    assert_eq!((play.format, play.title.as_str()), (Format::Storyboard, "The Last Train"));
    assert_eq!(lines(&play), [("Ines", "It’s late.")]);
    assert_eq!(list.shots.iter().map(|shot| shot.seconds).collect::<Vec<_>>(), [4.0, 3.5]);
    assert_eq!(play.scenes[0].location.as_deref(), Some("Platform"));
    assert!(play.elements.iter().any(|e| e.kind == ElementKind::Cast && e.text.contains("red hair")));
    // Cut off in the middle, as answers of language models are: what is there is read.
    let cut = read(&text[..text.len() - 40]);
    assert_eq!(cut.format, Format::Storyboard);
    let list_only =
        read(r#"[{"prompt": "A fox in snow", "duration": "5s"}, {"prompt": "It looks up", "duration": "3s"}]"#);
    assert_eq!(prompt_list(&list_only, &ProjectSettings::default()).shots.len(), 2);
}

#[test]
fn screenplays_in_chinese_japanese_and_korean_forms_have_places_times_and_speakers() {
    let chinese = read(
        "1-1 日 内 总裁办公室\n人物：顾言、林晓\n\n△林晓推门而入。\n\n顾言（冷冷地）：谁让你进来的？\n林晓：合同出问题了。\n\n1-2 夜 外 公司门口\n\n△大雨。\n",
    );
    assert_eq!(lines(&chinese), [("顾言", "谁让你进来的？"), ("林晓", "合同出问题了。")]);
    assert_eq!(chinese.scenes[0].location.as_deref(), Some("总裁办公室"));
    assert_eq!((chinese.scenes[0].interior, chinese.scenes[1].interior), (Some(true), Some(false)));
    assert_eq!(chinese.scenes[1].time_of_day.as_deref(), Some("夜"));
    let japanese =
        read("○学校・屋上（夕方）\n\n風が吹いている。\n\n健太「もう帰ろうか」\n美咲「まだ早いよ」\n健太「そうだな」\n");
    assert_eq!(lines(&japanese), [("健太", "もう帰ろうか"), ("美咲", "まだ早いよ"), ("健太", "そうだな")]);
    assert_eq!(japanese.scenes[0].time_of_day.as_deref(), Some("夕方"));
    let korean = read(
        "S#1. 학교 복도 (낮)\n\n학생들이 뛰어다닌다.\n\n민수\t(한숨 쉬며) 비가 오네.\n지영\t우산 없어?\n민수\t없어.\n",
    );
    assert_eq!(lines(&korean), [("민수", "비가 오네."), ("지영", "우산 없어?"), ("민수", "없어.")]);
    assert_eq!(korean.scenes[0].location.as_deref(), Some("학교 복도"));
}

#[test]
fn text_under_a_scene_of_a_list_is_filmed_and_names_above_their_speeches_speak() {
    let text = "SCENE 1 - THE BAKERY\n\nFlour everywhere.\n\nODA\n(without turning)\nShop's closed.\n\nSHOT 1: Wide - 4s\nA boy stands in the doorway.\n\nSHOT 2: Close up of a coin - 3s\nBOY: \"Please.\"\n";
    let play = read(text);
    assert_eq!(lines(&play), [("ODA", "Shop's closed."), ("BOY", "Please.")]);
    let prompts = filmed(text);
    assert!(
        prompts.contains("Flour everywhere") && prompts.contains("doorway") && prompts.contains("coin"),
        "{prompts}"
    );
}

#[test]
fn slides_are_read_out() {
    let play = read(
        "Slide 1: Welcome\nDuration: 5 seconds\n\nHello, and welcome.\n\n---\n\nSlide 2: The Hive\nDuration: 8 seconds\n\nA hive is a city.\n",
    );
    assert_eq!(lines(&play), [("NARRATOR", "Hello, and welcome."), ("NARRATOR", "A hive is a city.")]);
}

#[test]
fn the_arcs_of_characters_in_final_draft_are_no_part_of_the_heading() {
    let fdx = "<?xml version=\"1.0\"?><FinalDraft DocumentType=\"Script\"><Content><Paragraph Type=\"Scene Heading\"><SceneProperties><SceneArcBeats><CharacterArcBeat Name=\"ANNA\"><Paragraph><Text>Anna learns to swim.</Text></Paragraph></CharacterArcBeat></SceneArcBeats></SceneProperties><Text>INT. POOL - DAY</Text></Paragraph><Paragraph Type=\"Action\"><Text>Water.</Text></Paragraph></Content></FinalDraft>";
    let play = read_bytes(fdx.as_bytes(), Some("a.fdx")).unwrap();
    assert_eq!(play.scenes[0].heading.as_deref(), Some("INT. POOL - DAY"));
    assert!(!play.text.contains("swim"));
}

#[test]
fn stars_that_mark_nothing_stay_and_asides_in_other_brackets_are_asides() {
    let play = read(
        "INT. HOTEL - DAY\n\nREMY\n*(behind his hand)*\nGive it 3* or 4*, in snow_fall_final. *Really.*\n\n@小橘\n（自言自语）\n钥匙就在下面。\n",
    );
    assert_eq!(lines(&play), [("REMY", "Give it 3* or 4*, in snow_fall_final. Really."), ("小橘", "钥匙就在下面。")]);
    assert_eq!(play.dialogue[0].parts[0].parenthetical.as_deref(), Some("behind his hand"));
}

#[test]
fn what_is_not_understood_is_said() {
    assert!(codes("INT. ROOM - DAY\n\nVisual: A lamp.\n\nANNA\nHello.\n").contains(&"label_left"));
    assert!(
        codes("A dog runs over a field and barks at the moon. Nobody is there. The wind goes through the grass.")
            .contains(&"no_line")
    );
    assert!(codes("Shot 1 (3s): The sign reads \"Closed for the winter, come back in May\" on the door.\nShot 2 (3s): Snow falls on an empty road.\n").contains(&"unspoken_quote"));
    assert!(codes("Scene 1\nVisual: A lamp.\nMood: calm\nVO: Light.\n").contains(&"kept_as_note"));
}

#[test]
fn a_word_document_with_two_columns_is_a_table_of_shots() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |left: &str, right: &str| format!("<w:tr>{}{}</w:tr>", cell(left), cell(right));
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("Video", "Audio"),
        row("A bare bench.", "VO: One."),
        row("A wheel turns.", "SFX: chime")
    );
    let xml = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>The Clock</w:t></w:r></w:p>{table}</w:body></w:document>"
    );
    let docx = crate::archive::zip(&[("word/document.xml", xml.as_bytes())], true);
    let play = read_bytes(&docx, Some("a.docx")).unwrap();
    assert_eq!((play.format, play.title.as_str()), (Format::Labelled, "The Clock"));
    assert_eq!(lines(&play), [("NARRATOR", "One.")]);
    assert_eq!(prompt_list(&play, &ProjectSettings::default()).shots.len(), 2);
}

#[test]
fn shots_that_stand_in_one_paragraph_are_shots() {
    assert_eq!(
        seconds("A barista at work. [0-3s] Close-up of milk. [3-7s] She smiles. [7-10s] Wide shot of the cafe.\n")[..3],
        [3.0, 4.0, 3.0]
    );
    assert_eq!(seconds("Shot 1 (2s): A door. Shot 2 (3s): A hand opens it. Shot 3 (4s): The sea.\n"), [2.0, 3.0, 4.0]);
}

#[test]
fn names_with_a_time_above_their_words_speak() {
    let play = read(
        "Webinar Transcript\n\nDr. Osei  0:00\nGood morning.\n\nLena Fox  0:04\nMorning! Can you hear me?\n\nDr. Osei  0:07\nLoud and clear.\n",
    );
    assert_eq!(
        lines(&play),
        [("Dr. Osei", "Good morning."), ("Lena Fox", "Morning! Can you hear me?"), ("Dr. Osei", "Loud and clear.")]
    );
    assert_eq!(play.title, "");
}

#[test]
fn labels_in_brackets_and_lists_in_chinese_are_read() {
    let text = "## Video Script\n\n**[SCENE START]**\n\n**[VISUAL: Drone shot over a pine forest]**\n\n**NARRATOR (V.O.):** Every forest begins underground.\n\n**[VISUAL: Roots in soil]**\n\n**NARRATOR (V.O.):** Roots talk.\n";
    assert_eq!(lines(&read(text)), [("NARRATOR", "Every forest begins underground."), ("NARRATOR", "Roots talk.")]);
    assert!(!filmed(text).contains(']') && !filmed(text).contains("START"));
    let chinese = "镜头一（0-3秒）：全景，清晨的渔港。\n旁白：海边的人起得早。\n镜头二（3-7秒）：中景，老陈解开缆绳。\n老陈：“今天风不大。”\n";
    assert_eq!(lines(&read(chinese)), [("旁白", "海边的人起得早。"), ("老陈", "今天风不大。")]);
    assert_eq!(seconds(chinese), [3.0, 4.0]);
}

#[test]
fn a_place_that_is_told_in_words_becomes_a_heading_and_a_title_has_no_stars_and_no_length() {
    let text = "**Title: The Last Ferry** (0:30)\n\n**Scene 1 (0:00-0:08)**\n- **Location:** A rainy harbour at night\n\
        - **Visual:** A ferry rocks at the pier.\n\n**Scene 2 (0:08-0:20)**\n- **Location:** Inside the ferry cabin\n\
        - **Visual:** The CAPTAIN, bald, with a white moustache, looks up.\n- **Dialogue:** Captain: You again.\n";
    let (play, _) = shoot(text);
    assert_eq!(play.title, "The Last Ferry");
    let place = |at: usize| {
        (play.scenes[at].location.as_deref(), play.scenes[at].interior, play.scenes[at].time_of_day.as_deref())
    };
    assert_eq!(place(0), (Some("rainy harbour"), None, Some("night")));
    assert_eq!(place(1), (Some("ferry cabin"), Some(true), None));
    let prompts = filmed(text);
    assert!(prompts.contains("Interior ferry cabin"), "{prompts}");
    assert!(["60s", "70s"].iter().any(|years| prompts.contains(&format!("Captain: man in his {years}"))), "{prompts}");
}
