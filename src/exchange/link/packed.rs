//! Deflating with words that both sides know, so that they cost little where they stand.

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::LinkError;

/// The words that stand before what is deflated in payloads of version 1. One other byte, and no such link opens.
pub(super) const WORDS: &[u8] = include_bytes!("words-1.txt");

/// How hard deflate tries, of 10.
const EFFORT: i32 = 10;

/// Pieces as one raw deflate stream behind [`WORDS`]. Each piece has codes of its own.
pub(super) fn deflate(pieces: &[&[u8]]) -> Vec<u8> {
    let mut deflating = CompressorOxide::new(create_comp_flags_from_zip_params(EFFORT, 0, 0));
    feed(&mut deflating, WORDS, TDEFLFlush::Sync);
    const NOTHING: &[u8] = &[];
    let (last, before) = pieces.split_last().unwrap_or((&NOTHING, &[]));
    let mut out = Vec::new();
    for piece in before {
        out.extend(feed(&mut deflating, piece, TDEFLFlush::Sync));
    }
    out.extend(feed(&mut deflating, last, TDEFLFlush::Finish));
    out
}

fn feed(deflating: &mut CompressorOxide, mut bytes: &[u8], flush: TDEFLFlush) -> Vec<u8> {
    // Room for all, so that one call flushes once.
    let mut room = vec![0; bytes.len().saturating_mul(2).saturating_add(1024)];
    let mut out = Vec::new();
    loop {
        let (_, read, written) = compress(deflating, bytes, &mut room, flush);
        out.extend(room.get(..written).unwrap_or_default());
        bytes = bytes.get(read..).unwrap_or_default();
        if bytes.is_empty() && written < room.len() {
            return out;
        }
    }
}

/// What was deflated behind [`WORDS`], up to `most` bytes.
pub(super) fn inflate(mut deflated: &[u8], most: usize) -> Result<Vec<u8>, LinkError> {
    const FLAGS: u32 = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let limit = WORDS.len().saturating_add(most);
    let mut out = WORDS.to_vec();
    let mut end = out.len();
    out.resize(end.saturating_add(deflated.len().saturating_mul(4)).min(limit), 0);
    let mut inflating = Box::<DecompressorOxide>::default();
    loop {
        let (status, read, written) = decompress(&mut inflating, deflated, &mut out, end, FLAGS);
        deflated = deflated.get(read..).unwrap_or_default();
        end = end.saturating_add(written);
        match status {
            TINFLStatus::Done if deflated.is_empty() => {
                out.truncate(end);
                return Ok(out.split_off(WORDS.len()));
            }
            TINFLStatus::HasMoreOutput if out.len() >= limit => return Err(LinkError::TooLarge(most)),
            TINFLStatus::HasMoreOutput => out.resize(out.len().saturating_mul(2).min(limit), 0),
            _ => return Err(LinkError::Altered),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back() {
        for pieces in
            [vec![], vec![&b""[..]], vec![&b"coalition"[..], &[0, 1, 2]], vec![&[7; 70_000][..], &[8; 9]]]
        {
            assert_eq!(inflate(&deflate(&pieces), 1 << 20), Ok(pieces.concat()));
        }
        let known = b"https://www.";
        assert!(deflate(&[known]).len() < known.len(), "what is known costs little");
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let bomb = deflate(&[&vec![0; 49 << 20]]);
        assert!(bomb.len() < 60_000, "{}", bomb.len());
        assert_eq!(inflate(&bomb, 4 << 20), Err(LinkError::TooLarge(4 << 20)));
        assert_eq!(inflate(&deflate(&[&[0; 101]]), 100), Err(LinkError::TooLarge(100)));
        assert!(inflate(&deflate(&[&[0; 100]]), 100).is_ok());
    }

    #[test]
    fn other_bytes_are_no_stream() {
        let mut longer = deflate(&[b"coalition"]);
        longer.push(0);
        for bytes in [&b""[..], b"\xff", b"coalition", &longer, &[0x2b, 0x01, 0xff]] {
            assert_eq!(inflate(bytes, 1 << 20), Err(LinkError::Altered), "{bytes:?}");
        }
    }
}
