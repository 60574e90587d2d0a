//! What processes use, as Linux tells it.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

const TICKS_PER_SECOND: f64 = 100.0;

fn stat(pid: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name may hold spaces; what follows its bracket does not.
    Some(text.rsplit_once(") ")?.1.split_whitespace().map(str::to_owned).collect())
}

/// Processor seconds of this process and of its children that ended.
pub fn cpu_seconds() -> f64 {
    let fields = stat("self").unwrap_or_default();
    let ticks: f64 = fields.iter().skip(11).take(4).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / TICKS_PER_SECOND
}

/// Resident memory of a process, in MB.
pub fn memory_mb(pid: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// This process and the ffmpegs it runs, in MB.
fn with_children_mb() -> f64 {
    let me = std::process::id().to_string();
    let Ok(processes) = fs::read_dir("/proc") else { return 0.0 };
    let children = processes.flatten().filter_map(|entry| {
        let pid = entry.file_name().to_string_lossy().into_owned();
        let of_ours = pid.bytes().all(|b| b.is_ascii_digit()) && stat(&pid)?.get(1) == Some(&me);
        let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        (of_ours && !name.starts_with("postgres")).then(|| memory_mb(&pid))
    });
    memory_mb("self") + children.sum::<f64>()
}

/// Watches the most memory that this process and its ffmpegs have.
pub struct Peak {
    most_kb: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl Peak {
    pub fn watch() -> Self {
        let peak = Self { most_kb: Arc::default(), stop: Arc::default() };
        let (most, stop) = (peak.most_kb.clone(), peak.stop.clone());
        std::thread::spawn(move || {
            while !stop.load(Relaxed) {
                most.fetch_max((with_children_mb() * 1024.0) as u64, Relaxed);
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        peak
    }

    /// Megabytes.
    pub fn end(self) -> f64 {
        self.stop.store(true, Relaxed);
        self.most_kb.load(Relaxed) as f64 / 1024.0
    }
}
