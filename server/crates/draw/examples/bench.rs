//! Measures how much processor time frames take, on Linux: `cargo run --release --example bench -- [WIDTH HEIGHT]`. With ONLY="BEACH wide shot" in the
//! environment it measures that shot alone, with STILL=1 the camera never moves.

use draw::Animatic;
use model::{Age, CameraMove, Figure, Framing, Mood, Place, Sex, Staging, StylePreset, TimeOfDay, Weather};

/// Seconds of processor time used by this process: other work on the machine does not count.
fn used() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> = stat.rsplit(')').next().unwrap_or("").split(' ').map(|f| f.parse().unwrap_or(0.0)).collect();
    // Fields 14 and 15 of proc(5), in hundredths of a second.
    fields.get(12).copied().unwrap_or(0.0) / 100.0 + fields.get(13).copied().unwrap_or(0.0) / 100.0
}

fn main() {
    let sizes: Vec<u32> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let (w, h) = (sizes.first().copied().unwrap_or(1280), sizes.get(1).copied().unwrap_or(720));
    let still = std::env::var_os("STILL").is_some();
    let only = std::env::var("ONLY").ok();
    let places = [
        ("COFFEE SHOP", true),
        ("STREET", false),
        ("FOREST", false),
        ("OFFICE", true),
        ("BEACH", false),
        ("CHURCH", true),
        ("PARK", false),
        ("LIBRARY", true),
        ("HARBOUR", false),
        ("CAR", true),
        ("CITY ALLEY", false),
        ("BAR", true),
    ];
    let person = |name: &str, sex, focus| Figure {
        name: name.to_owned(),
        description: String::new(),
        sex: Some(sex),
        age: Some(Age::Adult),
        focus,
        speaking: if focus { vec![(0.3, 2.8)] } else { vec![] },
        ..Figure::default()
    };
    let (mut frames, mut spent, mut built, mut shots, mut worst, mut worst_build, mut most) =
        (0_u32, 0.0, 0.0, 0_u32, 0.0_f64, 0.0_f64, 0);
    let mut out = Vec::new();
    for (i, &(name, inside)) in places.iter().enumerate() {
        for (j, &framing) in Framing::ALL.iter().enumerate() {
            if only.as_ref().is_some_and(|o| *o != format!("{name} {framing}")) {
                continue;
            }
            let moving = CameraMove::ALL[(i * 5 + j * 3) % CameraMove::ALL.len()];
            let camera = if still { CameraMove::Static } else { moving };
            let staging = Staging {
                place: Place {
                    name: name.to_owned(),
                    description: String::new(),
                    interior: Some(inside),
                    time: TimeOfDay::ALL[(i + j) % 4],
                    weather: Weather::ALL[(i * 3 + j) % Weather::ALL.len()],
                },
                framing,
                camera,
                action: ["They talk.", "Mara walks past Tom.", "Mara sits at the table and drinks.", "Mara runs."]
                    [j % 4]
                    .to_owned(),
                figures: vec![person("MARA", Sex::Female, true), person("TOM", Sex::Male, false)],
                props: vec!["letter".to_owned()],
                mood: Mood::ALL[j % 8],
                style: StylePreset::Cinematic,
                set: String::new(),
                walls: String::new(),
                things: Vec::new(),
            };
            let staging = plan::staging_read(staging);
            let start = used();
            let mut shot = Animatic::new(&staging, w, h, 24, 4.0, 0);
            let build = (used() - start) * 1e3;
            let start = used();
            for index in 0..shot.frames() {
                shot.render(index, &mut out);
            }
            let each = (used() - start) * 1e3 / f64::from(shot.frames());
            if each > 6.0 || build > 120.0 || shot.bytes() > 60_000_000 {
                println!(
                    "{name:14} {framing:22} {camera:16} build {build:6.1} ms  frame {each:5.2} ms  {:5.1} MB",
                    shot.bytes() as f64 / 1e6
                );
            }
            frames += shot.frames();
            spent += each * f64::from(shot.frames());
            built += build;
            shots += 1;
            worst = worst.max(each);
            worst_build = worst_build.max(build);
            most = most.max(shot.bytes());
        }
    }
    println!(
        "{w}x{h}: {:.2} ms a frame (worst shot {worst:.2}), build {:.1} ms (worst {worst_build:.1}), {:.0} MB at most, {shots} shots",
        spent / f64::from(frames),
        built / f64::from(shots),
        most as f64 / 1e6
    );
}
