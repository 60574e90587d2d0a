//! Pictures that videos are made from: whether one can be used, and the way into a request.

use crate::{Call, Failure, FailureClass};
use base64::{Engine as _, prelude::BASE64_STANDARD};

/// The largest picture that is taken in, in bytes: Kling's older API takes no larger one.
pub const MOST_PICTURE: usize = 10_000_000;
/// The shortest side of a picture, in pixels, that every service takes.
const LEAST_SIDE: u32 = 300;
/// The longer side by the shorter one.
const MOST_RATIO: f64 = 2.5;

/// What a picture's file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    Png,
    Jpeg,
}

impl PictureKind {
    /// Without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }

    const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// Why no video can be made from a picture; its `Display` is a sentence for the person.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PictureError {
    #[error("There is no picture in the form. Choose one and send it again.")]
    Empty,
    #[error("The picture has {0:.1} MB; 10 MB fit. Save it smaller and send it again.")]
    TooLarge(f64),
    #[error(
        "This is no picture that can be filmed from: it must be a PNG or a JPEG. Save it as one and send it again."
    )]
    Kind,
    #[error("The picture is not whole. Save it anew and send it again.")]
    NotWhole,
    #[error("The picture has {0} × {1} pixels; each side needs 300 at least. Send a larger one.")]
    TooSmall(u32, u32),
    #[error("The picture has {0} × {1} pixels; one side may be two and a half times the other at most. Cut it.")]
    Shape(u32, u32),
}

/// What a picture's file is, and its width and height in pixels. Only its head and its end are read.
///
/// # Errors
/// When some service that films from pictures would not take it.
pub fn look_at_picture(bytes: &[u8]) -> Result<(PictureKind, u32, u32), PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() > MOST_PICTURE {
        return Err(PictureError::TooLarge(bytes.len() as f64 / 1e6));
    }
    let kind = kind(bytes).ok_or(PictureError::Kind)?;
    let size = match kind {
        PictureKind::Png => png_size(bytes),
        PictureKind::Jpeg => jpeg_size(bytes),
    };
    let (width, height) = size.ok_or(PictureError::NotWhole)?;
    let (short, long) = (width.min(height), width.max(height));
    if short < LEAST_SIDE {
        return Err(PictureError::TooSmall(width, height));
    }
    if f64::from(long) / f64::from(short) > MOST_RATIO {
        return Err(PictureError::Shape(width, height));
    }
    Ok((kind, width, height))
}

fn kind(bytes: &[u8]) -> Option<PictureKind> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some(PictureKind::Png),
        [0xff, 0xd8, 0xff, ..] => Some(PictureKind::Jpeg),
        _ => None,
    }
}

/// From the IHDR chunk of a file that has its end.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(*bytes.get(at..at + 4)?.first_chunk()?));
    let whole = bytes.get(12..16)? == b"IHDR" && bytes.windows(4).rev().take(4096).any(|window| window == b"IEND");
    whole.then_some((number(16)?, number(20)?))
}

/// From the frame header of a file that has its end.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)?.first_chunk()? else { return None };
        let length = usize::from(u16::from_be_bytes(*bytes.get(at + 2..at + 4)?.first_chunk()?));
        // Frame headers are C0 to CF, but for three that mean something else.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let number = |at: usize| Some(u32::from(u16::from_be_bytes(*bytes.get(at..at + 2)?.first_chunk()?)));
            let (height, width) = (number(at + 5)?, number(at + 7)?);
            let whole = bytes.windows(2).rev().take(4096).any(|window| window == [0xff, 0xd9]);
            return whole.then_some((width, height));
        }
        // Bytes of 0xff between two segments fill a gap.
        at += if marker == 0xff { 1 } else { 2 + length.max(2) };
    }
}

/// A picture as a service's request carries it.
pub(crate) struct Sent {
    kind: PictureKind,
    bytes: Vec<u8>,
}

impl Sent {
    pub(crate) fn base64(&self) -> String {
        BASE64_STANDARD.encode(&self.bytes)
    }

    pub(crate) fn data_uri(&self) -> String {
        format!("data:{};base64,{}", self.kind.mime(), self.base64())
    }
}

/// Reads the picture of this name. `label` is the service's name and `most` the bytes that it takes.
///
/// # Errors
/// `Broken`, with what to do about it.
pub(crate) async fn read(name: &str, label: &str, most: u64, call: &Call<'_>) -> Result<Sent, Failure> {
    let gone = |why: String| {
        let sentence = "A picture that this shot is filmed from is not kept here any more. Choose it again.";
        Failure::new(FailureClass::Broken, sentence).detail(why)
    };
    let file = (call.pictures)(name).ok_or_else(|| gone(format!("no file for {name}")))?;
    let length = tokio::fs::metadata(&file).await.map_err(|error| gone(error.to_string()))?.len();
    if length > most {
        let (is, fits) = (length as f64 / 1e6, most as f64 / 1e6);
        let sentence = format!("A picture of this shot has {is:.1} MB; {label} takes {fits:.1}. Choose a smaller one.");
        return Err(Failure::new(FailureClass::Broken, sentence));
    }
    let bytes = tokio::fs::read(&file).await.map_err(|error| gone(error.to_string()))?;
    let kind = kind(&bytes).ok_or_else(|| gone("neither PNG nor JPEG".to_owned()))?;
    Ok(Sent { kind, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes().into_iter().chain(height.to_be_bytes()));
        bytes.extend(b"\x08\x02\0\0\0....\0\0\0\0IEND\xaeB`\x82");
        bytes
    }

    /// A comment, then a frame header.
    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"\xff\xd8\xff\xfe\0\x06abcd\xff\xff\xc2\0\x11\x08".to_vec();
        bytes.extend(height.to_be_bytes().into_iter().chain(width.to_be_bytes()));
        bytes.extend(b"\x03......\xff\xd9");
        bytes
    }

    #[test]
    fn pictures_are_told_by_what_is_in_them() {
        assert_eq!(look_at_picture(&png(1280, 720)), Ok((PictureKind::Png, 1280, 720)));
        assert_eq!(look_at_picture(&jpeg(720, 1280)), Ok((PictureKind::Jpeg, 720, 1280)));
    }

    #[test]
    fn a_picture_that_no_service_takes_is_refused_with_what_is_wrong() {
        assert_eq!(look_at_picture(b""), Err(PictureError::Empty));
        assert_eq!(look_at_picture(b"GIF89a"), Err(PictureError::Kind));
        assert_eq!(look_at_picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(PictureError::Kind));
        assert_eq!(look_at_picture(&png(299, 400)), Err(PictureError::TooSmall(299, 400)));
        assert_eq!(look_at_picture(&png(300, 750)), Ok((PictureKind::Png, 300, 750)));
        assert_eq!(look_at_picture(&png(751, 300)), Err(PictureError::Shape(751, 300)));
        let whole = png(1280, 720);
        assert_eq!(look_at_picture(whole.get(..33).unwrap()), Err(PictureError::NotWhole));
        let mut large = png(1280, 720);
        large.resize(MOST_PICTURE + 1, 0);
        assert!(matches!(look_at_picture(&large), Err(PictureError::TooLarge(_))));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(start in prop::sample::select(vec![&b"\x89PNG"[..], b"\xff\xd8\xff", b""]), rest in prop::collection::vec(any::<u8>(), 0..80)) {
            let _size = look_at_picture(&[start, &rest].concat());
        }
    }
}
