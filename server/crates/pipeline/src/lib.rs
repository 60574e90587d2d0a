#![doc = include_str!("../README.md")]

mod administration;
mod advance;
mod advice;
mod answers;
mod api_tokens;
mod at_work;
pub mod audit;
mod backup_plan;
mod backups;
mod beside;
mod board;
mod brief;
mod cache;
mod callbacks;
mod changed;
mod clip_detail;
mod commands;
mod config;
mod confirm;
mod cost;
mod crashed;
mod delivery;
mod destinations;
mod drawing;
mod editing;
mod error;
mod exchange;
mod exports;
mod faces;
mod files;
mod film_jobs;
mod frames;
mod graph;
mod hear;
mod history;
mod hold;
mod hub;
mod images;
mod job_kinds;
mod jobs;
mod key_tests;
mod keys;
mod lists;
mod make;
mod media_paths;
mod moderation;
mod money;
mod offers;
mod orphans;
mod outcome;
mod parts;
mod people;
mod pictures;
mod prices;
mod probe_results;
mod projects;
mod prompt_files;
mod prompts;
mod queue;
mod reading;
mod receipts;
mod recordings;
mod reset;
mod reviews;
mod room;
mod room_for_others;
mod run_state;
mod runs;
mod sample;
mod sample_files;
mod score_plan;
mod scratch;
mod script_change;
mod services;
mod sharing;
pub mod sign_up;
mod start;
mod stored;
mod story;
mod studio;
mod summary;
mod sweep;
mod takeover;
mod takes;
mod task_type;
mod turns;
mod unsaved;
mod views;
mod webhooks;
mod worker;

pub use administration::WatchFigures;
pub use api_tokens::TokenFault;
pub use audit::By;
pub use backup_plan::BackupPlan;
pub use beside::{Beside, Filled, Opened};
pub use board::{PanelRow, Subject, board_steps};
pub use callbacks::{NotHeard, Report};
pub use config::{Config, GoogleClient, MostPerPerson, Roles};
pub use confirm::{Client, Confirmed};
pub use error::{Error, RETRY_AFTER, full_or_internal};
pub use film_jobs::{FilmJob, JobError, JobTask, MadeJob, Quote, SceneOfJob, ShotOfJob, TaskStatus};
pub use graph::{StepStatus, StepView};
pub use jobs::{Job, JobHandler, Jobs, Stop};
pub use moderation::{Finding, Moderation};
pub use parts::Part;
pub use people::session_key;
pub use plan::check_texts;
pub use projects::LONGEST_SCRIPT;
pub use reset::{Made, Worth};
pub use room::ArchiveTurn;
pub use sample_files::Sample;
pub use sharing::{FilmShown, NewComment, PASS_SECONDS, Shared};
pub use sign_up::{NewPerson, RequestHost, SignUp};
pub use store::{
    idempotency::Key as IdempotencyKey,
    job_queue::DeadLetter,
    jobs::{Filter as JobFilter, JobRow as FilmJobRow},
    quota::{Left as QuotaLeft, Policy as QuotaPolicy},
    runs::FigureRow as RunFigures,
    shares::Mark,
    summary::{KindRow as StepFigures, SpeechRow as SpeechFigures},
    tasks::{JobRow, JobState, NewJob, Pool},
    webhooks::{DeliveryRow, EndpointRow},
};
pub use studio::Studio;
pub use task_type::TaskType;
pub use turns::Turn;
pub use webhooks::WEBHOOK_TYPES;
