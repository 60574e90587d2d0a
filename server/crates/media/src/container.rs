//! Files in MP4: reading and writing their boxes.

pub mod clip_file;
pub mod mp4_reader;
pub mod mp4_writer;
