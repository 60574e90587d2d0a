//! Prints what this crate's work costs, on real pictures, speech and sounds of the studio:
//! `cargo run -p media --example bench` (media, draw and sound are optimised in every profile).
//!
//! Figures are CPU time of this process and its children, so that a busy machine changes them little.

use media::{
    ClipMade, ClipMix, CueIn, Extras, FilmClip, FilmSpec, Format, LineIn, Tools, VideoWriter, assemble_with, mix_clip,
    normalise,
};
use model::{
    CameraMove, Delivery, Figure, Framing, ModelChoice, Mood, MusicSpec, Place, SoundSpec, SpeechSpec, Staging,
    StylePreset, TimeOfDay, Voice, Weather,
};
use std::{
    path::{Path, PathBuf},
    time::Instant,
};

type Fault = Box<dyn std::error::Error>;

const FORMAT: Format = Format { width: 1280, height: 720, fps: 24 };
/// Shots that are really made, the clips of the film (each shot again and again), and the seconds of a shot.
const SHOTS: usize = 10;
const CLIPS: usize = 100;
const SECONDS: f64 = 4.0;

/// User and system time of this process and its ended children, in seconds, as Linux counts it.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    after.split_whitespace().skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

struct Watch(Instant, f64);

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), cpu())
    }

    /// Seconds on the clock, and of CPU.
    fn stop(&self) -> (f64, f64) {
        (self.0.elapsed().as_secs_f64(), cpu() - self.1)
    }
}

fn staging(index: usize) -> Staging {
    let times = TimeOfDay::ALL;
    let pick = |from: usize| index % from.max(1);
    Staging {
        place: Place {
            name: if index.is_multiple_of(2) { "HARBOUR" } else { "KITCHEN" }.to_owned(),
            description: "crates, a lamp, wet boards".to_owned(),
            interior: Some(!index.is_multiple_of(2)),
            time: times.get(pick(times.len())).copied().unwrap_or(TimeOfDay::Day),
            weather: if index.is_multiple_of(3) { Weather::Rain } else { Weather::Clear },
        },
        framing: Framing::ALL.get(pick(Framing::ALL.len())).copied().unwrap_or(Framing::Medium),
        camera: CameraMove::ALL.get(pick(CameraMove::ALL.len())).copied().unwrap_or(CameraMove::DollyIn),
        action: "ANNA walks to the window and looks out.".to_owned(),
        figures: vec![Figure {
            name: "ANNA".to_owned(),
            description: "thirty, red coat, dark hair".to_owned(),
            sex: Some(model::Sex::Female),
            age: Some(model::Age::Adult),
            focus: true,
            speaking: vec![(0.5, 3.0)],
            ..Figure::default()
        }],
        props: vec!["lamp".to_owned()],
        mood: Mood::Tense,
        style: StylePreset::Cinematic,
        set: String::new(),
        walls: String::new(),
        things: Vec::new(),
    }
}

/// What making one shot cost, in seconds of CPU.
#[derive(Default)]
struct Spent {
    draw: f64,
    encode: f64,
    sound: f64,
    mix: f64,
    bytes: u64,
}

impl Spent {
    fn all(&self) -> f64 {
        self.draw + self.encode + self.sound + self.mix
    }
}

async fn line(text: &str, home: &Path, to: &Path) -> Result<(), Fault> {
    let voice = Voice { id: None, character: "ANNA".into(), sex: None, age: None, language: "en-us".into() };
    let model = ModelChoice::espeak();
    let spec = SpeechSpec {
        model,
        text: text.into(),
        voice,
        delivery: Delivery::Normal,
        speed: 1.0,
        take: 0,
        say: Vec::new(),
    };
    Ok(sound::speech::speak(&spec, home).await?.sound.write_wav(to)?)
}

fn mix_of(home: &Path, index: usize) -> ClipMix {
    ClipMix {
        video: home.join(format!("take{index}.mp4")),
        trim_start: 0.0,
        trim_end: 0.0,
        format: FORMAT,
        lines: vec![LineIn { wav: home.join("line.wav"), start: 0.4, gain_db: 0.0, through: model::Through::Air }],
        cues: vec![CueIn { wav: home.join("bed.wav"), at: 0.0, ambience: true, gain_db: 0.0 }],
        poster: true,
    }
}

async fn shot(tools: &Tools, home: &Path, index: usize, spent: &mut Spent) -> Result<ClipMade, Fault> {
    let watch = Watch::start();
    let mut animatic = draw::Animatic::new(&staging(index), FORMAT.width, FORMAT.height, FORMAT.fps, SECONDS, 0);
    let mut pictures = Vec::new();
    for at in 0..animatic.frames() {
        let mut picture = Vec::new();
        animatic.render(at, &mut picture);
        pictures.push(picture);
    }
    spent.draw += watch.stop().1;
    let take = home.join(format!("take{index}.mp4"));
    let watch = Watch::start();
    let mut writer = VideoWriter::start(tools, &take, FORMAT)?;
    for picture in &pictures {
        writer.write_frame(picture)?;
    }
    writer.finish()?;
    spent.encode += watch.stop().1;
    spent.bytes += std::fs::metadata(&take)?.len();
    let watch = Watch::start();
    line("You knew that very well when you told me to leave the car.", home, &home.join("line.wav")).await?;
    let bed = if index.is_multiple_of(2) { "rain on a roof" } else { "room tone" };
    let model = ModelChoice::foley();
    let spec = SoundSpec {
        model,
        sound: bed.into(),
        ambience: true,
        seconds: SECONDS,
        take: index as u32,
        footage: None,
        heard: None,
    };
    sound::foley(&spec).write_wav(&home.join("bed.wav"))?;
    spent.sound += watch.stop().1;
    let watch = Watch::start();
    let made = mix_clip(tools, &mix_of(home, index), home).await?;
    spent.mix += watch.stop().1;
    Ok(made)
}

/// Moves what was made for a shot to where the film's clip number `clip` lies.
fn keep(home: &Path, made: &ClipMade, clip: usize) -> Result<FilmClip, Fault> {
    let to = |kind: &str| -> PathBuf { home.join(format!("clip{clip}.{kind}")) };
    std::fs::copy(&made.clip, to("mp4"))?;
    std::fs::copy(&made.stem, to("wav"))?;
    let chapter = format!("Scene {}", clip / 10);
    Ok(FilmClip { clip: to("mp4"), stem: to("wav"), frames: made.frames, speech: made.lines.clone(), chapter })
}

fn film_of(clips: &[FilmClip], seconds: f64) -> FilmSpec {
    let moods = vec![(Mood::Tense, seconds / 2.0), (Mood::Warm, seconds / 2.0)];
    let music = MusicSpec::of_moods(moods, 7);
    FilmSpec {
        clips: clips.to_vec(),
        format: FORMAT,
        music: Some(Box::new(move || {
            let mut player = sound::MusicPlayer::new(&music);
            Box::new(move |out: &mut [f32]| player.fill(out))
        })),
        captions: vec![],
        burn: false,
        title: "Bench".to_owned(),
        comment: String::new(),
    }
}

/// The sound that one film's encoding leaves for the next.
fn kept(home: &Path) -> Extras {
    Extras { cache: Some(home.join("kept")), ..Extras::default() }
}

fn main() -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(bench())
}

async fn bench() -> Result<(), Fault> {
    let tools = Tools::find()?;
    let folder = tempfile::tempdir()?;
    let home = folder.path();
    let (mut spent, mut clips) = (Spent::default(), Vec::new());
    for index in 0..SHOTS {
        let made = shot(&tools, home, index, &mut spent).await?;
        for clip in 0..CLIPS / SHOTS {
            clips.push(keep(home, &made, index * (CLIPS / SHOTS) + clip)?);
        }
    }
    let seconds: f64 = clips.iter().map(|clip| FORMAT.seconds(clip.frames)).sum();
    let shown = SHOTS as f64 * SECONDS;
    let pictures = shown * f64::from(FORMAT.fps);
    println!("one second of film at 720p24, in ms of CPU:");
    println!("  drawing          {:7.1}  ({:.2} a picture)", spent.draw / shown * 1e3, spent.draw / pictures * 1e3);
    println!(
        "  VideoWriter      {:7.1}  ({:.2} a picture; {:.0} kbit/s)",
        spent.encode / shown * 1e3,
        spent.encode / pictures * 1e3,
        spent.bytes as f64 * 8e-3 / shown
    );
    println!("  speech and foley {:7.1}", spent.sound / shown * 1e3);
    println!("  mix_clip         {:7.1}  ({:.0} a clip)", spent.mix / shown * 1e3, spent.mix / SHOTS as f64 * 1e3);
    let first = Watch::start();
    let made = assemble_with(&tools, film_of(&clips, seconds), &home.join("film.mp4"), home, kept(home)).await?;
    let (wall, used) = first.stop();
    println!(
        "  assemble         {:7.1}  ({CLIPS} clips, {seconds:.0} s: {wall:.2} s, {used:.2} s of CPU; {:.2} LUFS, {:.2} dBTP)",
        used / seconds * 1e3,
        made.loudness_lufs.unwrap_or(f64::NAN),
        made.true_peak_dbtp
    );
    let whole = spent.all() * (CLIPS / SHOTS) as f64 + used;
    println!("all of it: {whole:.1} s of CPU; on two cores at best {:.1} x real time", seconds * 2.0 / whole);
    again(&tools, home, &mut clips, whole).await?;
    compare(&tools, home, &clips, wall)?;
    let watch = Watch::start();
    let out = home.join("copied.mp4");
    let fitted = normalise(&tools, &home.join("take0.mp4"), &out, FORMAT, media::Fit::Pad).await?;
    println!("normalise of our own take of {SECONDS} s: {:.2} s of CPU, copied: {}", watch.stop().1, fitted.copied);
    Ok(())
}

/// One line says something else: its clip is mixed anew and the film joined anew.
async fn again(tools: &Tools, home: &Path, clips: &mut [FilmClip], whole: f64) -> Result<(), Fault> {
    let (middle, index) = (CLIPS / 2, CLIPS / 2 / (CLIPS / SHOTS));
    let watch = Watch::start();
    line("You knew that very well when you told him to leave it.", home, &home.join("line.wav")).await?;
    let made = mix_clip(tools, &mix_of(home, index), home).await?;
    if let Some(clip) = clips.get_mut(middle) {
        *clip = keep(home, &made, middle)?;
    }
    let seconds: f64 = clips.iter().map(|clip| FORMAT.seconds(clip.frames)).sum();
    assemble_with(tools, film_of(clips, seconds), &home.join("film.mp4"), home, kept(home)).await?;
    let (wall, used) = watch.stop();
    println!(
        "after one changed line: {wall:.2} s, {used:.2} s of CPU, {:.1} % of the first film's (limit 5)",
        used / whole * 100.0
    );
    Ok(())
}

/// The same clips by plain `ffmpeg -f concat -c copy`, and the film's sound, encoded by plain ffmpeg.
fn compare(tools: &Tools, home: &Path, clips: &[FilmClip], wall: f64) -> Result<(), Fault> {
    let list: String = clips.iter().map(|clip| format!("file '{}'\n", clip.clip.display())).collect();
    std::fs::write(home.join("plain.txt"), list)?;
    let run = |args: &[&str]| -> Result<(f64, f64), Fault> {
        let watch = Watch::start();
        let mut command = std::process::Command::new(&tools.ffmpeg);
        command.current_dir(home).args(["-v", "error", "-nostdin", "-y"]);
        let status = command.args(args).status()?;
        if status.success() { Ok(watch.stop()) } else { Err("ffmpeg failed".into()) }
    };
    let (plain, plain_used) =
        run(&["-f", "concat", "-safe", "0", "-i", "plain.txt", "-c", "copy", "-movflags", "+faststart", "plain.mp4"])?;
    let (aac, aac_used) =
        run(&["-i", "film.mp4", "-vn", "-c:a", "aac", "-aac_coder", "fast", "-b:a", "192k", "a.m4a"])?;
    println!(
        "ffmpeg -f concat -c copy: {plain:.2} s, {plain_used:.2} s of CPU; AAC of the sound: {aac:.2} s, {aac_used:.2} s"
    );
    println!("assemble is {:.2} x both on the clock (limit 1.2 x the copy, plus the sound)", wall / (plain + aac));
    Ok(())
}
