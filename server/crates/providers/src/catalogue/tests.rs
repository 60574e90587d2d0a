use super::*;
use crate::{Money, PriceRange};
use model::VideoSpec;

fn video(provider: &str, model: &str, seconds: f64, size: (u32, u32)) -> VideoSpec {
    VideoSpec::from_prompt(ModelChoice::new(provider, model), "a harbour at dawn", seconds, size)
}

/// The catalogue with a paid service laid over it.
fn with_kling() -> Catalogue {
    Catalogue::with(Some(include_str!("tests.toml"))).unwrap()
}

const HD: (u32, u32) = (1280, 720);
const FULL_HD: (u32, u32) = (1920, 1080);

#[test]
fn the_file_that_comes_with_the_program_is_sound() {
    let catalogue = Catalogue::built_in().unwrap();
    for &kind in Kind::ALL {
        for (choice, model) in catalogue.models(kind) {
            assert!(!model.label.is_empty(), "{choice:?}");
            if kind == Kind::Video {
                let spec = video(&choice.provider, &choice.model, 4.0, HD);
                let price = catalogue.price(&spec).unwrap_or_else(|| panic!("{choice:?} has no price"));
                assert!(price.low <= price.high);
                assert!(model.aspect(1280, 720).is_some(), "{choice:?} names no aspect");
            }
        }
    }
}

#[test]
fn the_studios_own_makers_are_free_and_listed_under_their_names() {
    let catalogue = Catalogue::built_in().unwrap();
    for choice in [ModelChoice::animatic(), ModelChoice::espeak(), ModelChoice::foley()] {
        assert!(catalogue.model(&choice).unwrap_or_else(|| panic!("{choice:?}")).price.free);
        assert!(catalogue.provider(&choice.provider).unwrap().built_in);
    }
    assert!(catalogue.draws(&ModelChoice::animatic()));
    assert_eq!(catalogue.fit_seconds(&ModelChoice::animatic(), 3.217), 3.217);
}

#[test]
fn a_clip_is_priced_by_its_seconds_its_size_or_its_length() {
    let catalogue = with_kling();
    let price = |model: &str, seconds, size| catalogue.price(&video("kling", model, seconds, size)).unwrap();
    assert_eq!(price("kling-3.0", 5.0, HD), PriceRange::exactly(Money::from_micros(420_000)));
    assert_eq!(price("kling-3.0", 5.0, FULL_HD).high_cents(), 56);
    assert_eq!(price("kling-2.5-turbo", 5.0, HD).high_cents(), 21);
    assert_eq!(price("kling-v1-6", 5.0, HD).high_cents(), 28);
    assert_eq!(price("kling-v1-6", 5.1, HD).high_cents(), 56);
}

#[test]
fn a_shot_is_filmed_at_the_shortest_length_that_covers_it() {
    let catalogue = with_kling();
    let fit = |model: &str, wanted| catalogue.fit_seconds(&ModelChoice::new("kling", model), wanted);
    assert_eq!(fit("kling-3.0", 3.2), 4.0);
    assert_eq!(fit("kling-3.0", 1.0), 3.0);
    assert_eq!(fit("kling-3.0", 60.0), 15.0);
    assert_eq!(fit("kling-2.5-turbo", 5.0), 5.0);
    assert_eq!(fit("kling-2.5-turbo", 5.0004), 5.0);
    assert_eq!(fit("kling-2.5-turbo", 5.2), 10.0);
    assert_eq!(fit("kling-2.5-turbo", f64::NAN), 5.0);
}

#[test]
fn what_is_ordered_should_last_as_long_as_its_model_films_it() {
    let catalogue = Catalogue::built_in().unwrap();
    let spec = video("kling", "kling-o1", 6.0, HD);
    assert_eq!(catalogue.ordered_seconds(&spec), Some(6.0));
    let from_a_picture = VideoSpec { first_frame: Some("a".into()), ..spec };
    assert_eq!(catalogue.ordered_seconds(&from_a_picture), Some(10.0));
    assert_eq!(catalogue.ordered_seconds(&video("kling", "kling-3.0", 60.0, HD)), Some(15.0));
    let lips = catalogue.default_model("kling", Kind::Lips).unwrap();
    assert_eq!(catalogue.ordered_seconds(Wanted::Lips(&lips, 7.0)), Some(7.0));
    assert_eq!(catalogue.ordered_seconds(Wanted::Faces(&lips)), None);
    assert_eq!(catalogue.ordered_seconds(&video("kling", "kling-99", 5.0, HD)), None);
}

#[test]
fn the_nearest_aspect_and_resolution_are_asked_for() {
    let catalogue = with_kling();
    let model = catalogue.model(&ModelChoice::new("kling", "kling-3.0")).unwrap();
    assert_eq!(model.aspect(1280, 536), Some("16:9"), "a scope film is cut from 16:9");
    assert_eq!(model.aspect(720, 1280), Some("9:16"));
    assert_eq!(model.aspect(720, 720), Some("1:1"));
    assert_eq!(model.resolution(854, 480), Some("720p"));
    assert_eq!(model.resolution(1920, 1080), Some("1080p"));
    assert_eq!(model.resolution(8000, 8000), Some("4k"));
}

#[test]
fn a_users_file_adds_a_model_and_changes_a_price_without_a_new_build() {
    let added = r#"
        [kling.models."kling-5.0"]
        kind = "video"
        speaks = "kling"
        can = ["text"]
        seconds = { from = 3, to = 30 }
        resolutions = ["720p"]
        aspects = ["16:9"]
        price = { per_second = { any = ["0.10", "0.20"] } }

        [kling.models."kling-3.0".price.per_second]
        720p = "0.05"
    "#;
    let mut own: toml::Table = include_str!("tests.toml").parse().unwrap();
    merge::lay_over(&mut own, added.parse().unwrap());
    let catalogue = Catalogue::with(Some(&own.to_string())).unwrap();
    let new = catalogue.price(&video("kling", "kling-5.0", 10.0, HD)).unwrap();
    assert_eq!((new.low_cents(), new.high_cents()), (100, 200));
    assert_eq!(catalogue.model(&ModelChoice::new("kling", "kling-5.0")).unwrap().wire, "kling-5.0");
    let changed = |size| catalogue.price(&video("kling", "kling-3.0", 10.0, size)).unwrap().high_cents();
    assert_eq!(changed(HD), 50);
    assert_eq!(changed(FULL_HD), 112, "what the file does not name stays");
}

#[test]
fn moved_lips_are_paid_by_five_seconds_and_reserved_for_the_part_of_a_second_that_kling_films_more() {
    let catalogue = Catalogue::built_in().unwrap();
    let own = |model: &str| ModelChoice::new("kling", model);
    assert_eq!(catalogue.default_model("kling", Kind::Lips), Some(own("kling-lip-sync")));
    for (lips, sees_for_itself) in [(own("kling-lip-sync"), false), (own("kling-lip-sync-1"), true)] {
        let cents = |seconds| catalogue.price(Wanted::Lips(&lips, seconds)).map(|r| (r.low_cents(), r.high_cents()));
        let expected = [(3.0, 7, 7), (5.0, 7, 14), (6.0, 14, 14), (10.0, 14, 21), (15.0, 21, 28), (30.0, 35, 49)];
        for (seconds, low, high) in expected {
            assert_eq!(cents(seconds), Some((low, high)), "{lips:?}: {seconds}");
        }
        assert_eq!(catalogue.model(&lips).unwrap().can(Can::FindsSpeaker), sees_for_itself, "{lips:?}");
    }
    let faces = catalogue.default_model("kling", Kind::Faces).unwrap();
    assert_eq!(catalogue.price(Wanted::Faces(&faces)).unwrap().high.micros, 7_000);
}

#[test]
fn a_model_that_a_users_file_changes_has_another_version_and_no_other_model_has() {
    let built_in = Catalogue::built_in().unwrap();
    let versions = |catalogue: &Catalogue| -> Vec<(ModelChoice, u32)> {
        let all = Kind::ALL.iter().flat_map(|kind| catalogue.models(*kind));
        all.map(|(choice, _)| choice).map(|choice| (choice.clone(), catalogue.version(&choice))).collect()
    };
    assert!(versions(&built_in).iter().all(|(choice, version)| *version == built_in.model(choice).unwrap().revision));
    let changed = |model: &str, line: &str| {
        let own = Catalogue::with(Some(&format!("[kling.models.\"{model}\"]\n{line}"))).unwrap();
        let own = versions(&own).into_iter().filter(|pair| !versions(&built_in).contains(pair));
        own.map(|(choice, version)| (choice.model, version)).collect::<Vec<_>>()
    };
    for same in [
        "label = \"Mine\"",
        "note = \"\"",
        "preferred = false",
        "price = { per_second = { 720p = \"0.01\" } }",
        "settings = { multi_shot = false, audio = \"off\" }",
    ] {
        assert_eq!(changed("kling-3.0", same), [], "{same}");
    }
    let mut seen = std::collections::HashSet::from([0]);
    for other in [
        "settings = { audio = \"native\" }",
        "settings = { cfg_scale = 0.7 }",
        "fields = { mode = \"pro\" }",
        "wire = \"kling-3.0-fast\"",
        "wire_image = \"kling-3.0-fast\"",
        "negative_prompt = \"umbrellas\"",
        "speaks = \"kling-omni\"",
        "resolutions = [\"1080p\"]",
        "aspects = [\"1:1\"]",
        "can = [\"text\"]",
    ] {
        let changes = changed("kling-3.0", other);
        assert!(changes.iter().map(|(model, _)| model).eq(["kling-3.0"]), "{other}: {changes:?}");
        assert_eq!(changes, changed("kling-3.0", other), "the same file gives the same version");
        assert!(seen.insert(changes[0].1), "{other}: a version of its own");
    }
    let new = |settings: &str| {
        let entry = format!("kind = \"video\"\nseconds = [5]\naspects = [\"16:9\"]\nsettings = {settings}");
        changed("kling-5.0", &entry).first().map(|(_, version)| *version)
    };
    assert_ne!(new("{ a = 1 }"), new("{ a = 2 }"));
}

#[test]
fn a_mistake_in_a_users_file_is_named() {
    let error = Catalogue::with(Some("[kling.models.\"kling-3.0\"]\nsecnods = [5]")).unwrap_err().to_string();
    assert!(error.contains("kling") && error.contains("secnods"), "{error}");
    let error = Catalogue::with(Some("[kling.models.\"kling-3.0\".price]\nper_call = \"ten\"")).unwrap_err();
    assert!(error.to_string().contains("ten"), "{error}");
}

#[test]
fn a_model_that_nobody_listed_has_no_price() {
    assert_eq!(with_kling().price(&video("kling", "kling-99", 5.0, HD)), None);
}

#[test]
fn a_provider_alone_names_its_preferred_model() {
    let catalogue = with_kling();
    assert_eq!(catalogue.default_model("kling", Kind::Video), Some(ModelChoice::new("kling", "kling-3.0")));
    assert_eq!(catalogue.default_model("animatic", Kind::Video), Some(ModelChoice::animatic()));
    assert_eq!(catalogue.default_model("animatic", Kind::Speech), None);
}

/// The Chinese voices of Kling's table, as the reference has them.
const CHINESE: &str = "genshin_vindi2 zhinen_xuesheng tiyuxi_xuedi ai_shatang genshin_klee2 genshin_kirara ai_kaiya \
    tiexin_nanyou ai_chenjiahao_712 girlfriend_1_speech02 chat1_female_new-3 girlfriend_2_speech02 cartoon-boy-07 \
    cartoon-girl-01 ai_huangyaoshi_712 you_pingjing ai_laoguowang_712 chengshu_jiejie zhuxi_speech02 uk_oldman3 \
    laopopo_speech02 heainainai_speech02 dongbeilaotie_speech02 chongqingxiaohuo_speech02 chuanmeizi_speech02 \
    chaoshandashu_speech02 ai_taiwan_man2_speech02 xianzhanggui_speech02 tianjinjiejie_speech02 \
    diyinnansang_DB_CN_M_04-v2 yizhipiannan-v1 guanxiaofang-v2 tianmeixuemei-v1 daopianyansang-v1 mengwa-v1";

#[test]
fn every_voice_of_kling_is_listed_once_with_the_languages_that_it_speaks() {
    use std::collections::BTreeSet;
    let catalogue = Catalogue::built_in().unwrap();
    let voices = &catalogue.provider("kling").unwrap().voices;
    let speaking = |language: &str| -> BTreeSet<&str> {
        let speaks = |voice: &&VoiceEntry| voice.languages.iter().any(|own| own == language);
        voices.iter().filter(speaks).map(|voice| voice.id.as_str()).collect()
    };
    assert_eq!(speaking("zh"), CHINESE.split_whitespace().collect());
    assert_eq!((speaking("zh").len(), speaking("en").len()), (35, 26));
    assert_eq!(speaking("zh").intersection(&speaking("en")).count(), 16);
    assert_eq!(voices.len(), 35 + 26 - 16);
}

#[test]
fn a_models_name_says_its_provider_once() {
    let catalogue = Catalogue::built_in().unwrap();
    let name = |provider, model| catalogue.name(&ModelChoice::new(provider, model));
    assert_eq!(name("kling", "kling-3.0"), "Kling 3.0");
    assert_eq!(name("animatic", "animatic-1"), "Animatic");
    assert_eq!(name("kling", "not-listed"), "Kling not-listed");
    assert_eq!(name("nobody", "n-1"), "nobody n-1");
}
