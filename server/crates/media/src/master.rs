//! From laid sound to the film's sound track: at its loudness, under its true peak, in AAC.

use crate::{
    Format, MediaError, Music, RATE, Tools,
    ahead::taking,
    limiter::{Limiter, Lower},
    loudness::gain,
    m4a::BLOCK,
    pieces::{Encoder, Over},
    score::{self, Part},
    store,
};
use sound::loudness::Meter;
use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use xxhash_rust::xxh3::Xxh3;

/// The film's loudness, in LUFS.
const TARGET_LUFS: f64 = -16.0;
/// What no true peak of the decoded film may reach, in dBTP: a little under −1, because meters differ by a little.
pub(crate) const MOST_PEAK_DB: f64 = -1.15;
/// Where the limiter starts from, in dBTP: AAC adds something.
const CEILING_DB: f64 = -2.0;
/// How much lower a peak is put than AAC's excess at it, in dB.
const SPARE_DB: f64 = 0.3;
/// Gains are multiples of this, in dB: a changed line that hardly moves the film's loudness leaves all other sound as it was.
const STEP_DB: f64 = 0.25;
/// How far off the decoded film's loudness may be, in LU.
const CLOSE_ENOUGH: f64 = 0.3;
/// The most that quiet film is lifted, in dB: room tone alone stays quiet. The limiter's own loss comes on top, up to so much.
const MOST_GAIN_DB: f64 = 24.0;
const MOST_LOSS_DB: f64 = 12.0;
/// How often the gain is corrected for what the limiter took, and how often AAC's excess is taken down.
const TRIALS: usize = 8;
const ROUNDS: usize = 10;

const LAID: &str = "laid.f32";
const LEVELLED: &str = "levelled.f32";
pub(crate) const MASTERED: &str = "sound.m4a";

/// Of what the film decodes to.
pub(crate) struct Levels {
    /// `None` for silence.
    pub(crate) lufs: Option<f64>,
    /// In dBTP.
    pub(crate) peak_db: f64,
}

/// One state of the film's sound, at [`LEVELLED`].
struct Levelled {
    lufs: Option<f64>,
    /// A digest of each block.
    blocks: Vec<u64>,
    frames: u64,
}

/// What is told when the sound is laid, levelled and encoded.
pub(crate) const SOUND_DONE: f64 = 0.85;

/// Makes the film's sound track.
#[derive(Clone)]
pub(crate) struct Sound {
    tools: Tools,
    scratch: PathBuf,
    cache: Option<PathBuf>,
    seconds: f64,
    progress: Arc<dyn Fn(f64) + Send + Sync>,
    /// In millionths; it never goes back.
    done: Arc<AtomicU64>,
    cancelled: Arc<AtomicBool>,
}

/// Tells the mixing thread to stop when nobody waits for the film any more.
struct Cancel(Arc<AtomicBool>);

impl Drop for Cancel {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

async fn on_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, MediaError> + Send + 'static,
) -> Result<T, MediaError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| MediaError::Stopped(error.to_string()))?
}

/// A gain on the grid.
fn on_grid(db: f64) -> f64 {
    (db / STEP_DB).round() * STEP_DB
}

impl Sound {
    pub(crate) fn new(
        tools: &Tools,
        scratch: &Path,
        cache: Option<&Path>,
        seconds: f64,
        progress: Arc<dyn Fn(f64) + Send + Sync>,
    ) -> Self {
        let (tools, scratch, cache) = (tools.clone(), scratch.to_owned(), cache.map(Path::to_owned));
        Self { tools, scratch, cache, seconds, progress, done: Arc::default(), cancelled: Arc::default() }
    }

    /// Lays the film's sound, levels it and leaves it at [`MASTERED`] in the scratch folder.
    pub(crate) async fn make(
        self,
        parts: Vec<Part>,
        format: Format,
        music: Option<Music>,
    ) -> Result<Levels, MediaError> {
        let _cancel = Cancel(self.cancelled.clone());
        let this = self.clone();
        let own = on_thread(move || {
            let laid = this.scratch.join(LAID);
            score::lay(&parts, format, music.as_ref(), &laid, |done| this.tell(done * 0.4))
        })
        .await?;
        // Silence stays as it is.
        let plain = own.map_or(0.0, |lufs| (TARGET_LUFS - lufs).min(MOST_GAIN_DB));
        let mut level = on_grid(plain);
        let mut excess = Excess::default();
        let mut encoder = Encoder::new(&self.tools, &self.scratch, self.cache.clone());
        let mut aim = TARGET_LUFS;
        let mut round = 1;
        loop {
            let (this, lower) = (self.clone(), excess.lower());
            let (now, levelled) = on_thread(move || this.settle(level, plain, aim, &lower)).await?;
            level = now;
            let heard = encoder.encode(&self.scratch.join(LEVELLED), &levelled.blocks).await?;
            let most = plain >= MOST_GAIN_DB || level >= on_grid(plain + MOST_LOSS_DB);
            let off = heard.lufs.map_or(0.0, |lufs| TARGET_LUFS - lufs);
            let near = off.abs() <= CLOSE_ENOUGH || (most && off > 0.0);
            if heard.over.is_empty() && (near || round >= ROUNDS) || round == 2 * ROUNDS {
                self.tell(SOUND_DONE);
                encoder.join(&self.scratch.join(MASTERED), levelled.frames)?;
                for name in [LAID, LEVELLED] {
                    tokio::fs::remove_file(self.scratch.join(name)).await?;
                }
                self.cache.as_deref().inspect(|cache| store::tidy(cache));
                return Ok(Levels { lufs: heard.lufs.or(levelled.lufs), peak_db: heard.peak_db });
            }
            if !near {
                // AAC gives noise back quieter than it was.
                aim = (aim + on_grid(off)).clamp(TARGET_LUFS - 3.0, TARGET_LUFS + 3.0);
            }
            excess.add(&heard.over);
            round += 1;
        }
    }

    fn tell(&self, done: f64) -> bool {
        let now = (done.clamp(0.0, 1.0) * 1e6) as u64;
        if self.done.fetch_max(now, Ordering::Relaxed) < now {
            (self.progress)(done);
        }
        !self.cancelled.load(Ordering::Relaxed)
    }

    /// Levels the sound so that it has the film's loudness after the limiter; gives the gain that does it.
    fn settle(&self, from: f64, plain: f64, aim: f64, lower: &[Lower]) -> Result<(f64, Levelled), MediaError> {
        let mut level = from;
        let mut trial = 1;
        loop {
            let levelled = self.level(level, lower)?;
            let off = levelled.lufs.map_or(0.0, |lufs| aim - lufs);
            let better = on_grid((level + off).min(plain + MOST_LOSS_DB));
            // A film that may not be lifted further is below the target, and stays there.
            if better == level || plain >= MOST_GAIN_DB && off > 0.0 && better > level || trial == TRIALS {
                return Ok((level, levelled));
            }
            level = better;
            trial += 1;
        }
    }

    /// Plays the laid sound at a gain, limited, to [`LEVELLED`].
    fn level(&self, level_db: f64, lower: &[Lower]) -> Result<Levelled, MediaError> {
        let mut meter = Meter::default();
        let mut limiter = Limiter::with_lower(CEILING_DB, lower.to_vec());
        let mut out = BufWriter::with_capacity(1 << 18, File::create(self.scratch.join(LEVELLED))?);
        let level = gain(level_db);
        let (mut louder, mut bytes) = (Vec::new(), Vec::new());
        let mut blocks = Blocks::default();
        let mut frames = 0u64;
        let write = |ready: Vec<f32>| {
            meter.add(&ready);
            score::to_bytes(&ready, &mut bytes);
            blocks.add(&bytes);
            Ok(out.write_all(&bytes)?)
        };
        taking(write, |write| {
            score::pieces(&self.scratch.join(LAID), |piece| {
                louder.clear();
                louder.extend(piece.iter().map(|sample| sample * level));
                let mut ready = Vec::with_capacity(piece.len());
                limiter.run(&louder, &mut ready);
                frames += piece.len() as u64 / 2;
                if !self.tell(0.4 + 0.1 * frames as f64 / f64::from(RATE) / self.seconds.max(1e-9)) {
                    return Err(MediaError::Stopped("it was cancelled".to_owned()));
                }
                write(ready)
            })?;
            let mut ready = Vec::new();
            limiter.finish(&mut ready);
            write(ready)
        })?;
        out.flush()?;
        Ok(Levelled { lufs: meter.integrated(), blocks: blocks.finish(), frames })
    }
}

/// Digests of the sound, block by block.
#[derive(Default)]
struct Blocks {
    done: Vec<u64>,
    hasher: Xxh3,
    filled: usize,
}

impl Blocks {
    fn add(&mut self, mut bytes: &[u8]) {
        const BYTES: usize = BLOCK as usize * 8;
        while !bytes.is_empty() {
            let (now, rest) = bytes.split_at(bytes.len().min(BYTES - self.filled));
            self.hasher.update(now);
            self.filled += now.len();
            bytes = rest;
            if self.filled == BYTES {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        self.hasher.update(&(self.filled as u64).to_le_bytes());
        self.done.push(self.hasher.digest());
        self.hasher.reset();
        self.filled = 0;
    }

    fn finish(mut self) -> Vec<u64> {
        if self.filled > 0 {
            self.close();
        }
        self.done
    }
}

/// How much lower each block's ceiling must be, in dB: what AAC added there, found in earlier rounds.
#[derive(Default)]
struct Excess(std::collections::BTreeMap<u64, f64>);

impl Excess {
    fn add(&mut self, over: &[Over]) {
        for Over { block, peak_db } in over {
            let excess = f64::from(*peak_db) - MOST_PEAK_DB + SPARE_DB;
            *self.0.entry(*block).or_default() += excess;
        }
    }

    /// As stretches of frames. What a packet adds to its block comes from the neighbours too: they step down with it.
    fn lower(&self) -> Vec<Lower> {
        let mut wide = std::collections::BTreeMap::<u64, f64>::new();
        for (block, db) in &self.0 {
            // A block before the film's first is its encoder's run-in.
            for near in block.saturating_sub(1)..=block + 1 {
                let most = wide.entry(near).or_default();
                *most = most.max(*db);
            }
        }
        wide.into_iter()
            .map(|(block, db)| Lower { from: block * BLOCK, to: (block + 1) * BLOCK, factor: gain(-db) })
            .collect()
    }
}
