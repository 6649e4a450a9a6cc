//! Decodes text to UTF-8: the engine detects the encoding, the browser decodes.

use diming_protocol::Problem;
use diming_text::encoding::{Detector, Encoding, Piece};
use web_sys::{TextDecodeOptions, TextDecoder};

/// Decodes the chunks of one file. UTF-8 passes through: the engine repairs invalid bytes.
#[derive(Default)]
pub struct Decoder {
    detector: Detector,
    foreign: Option<TextDecoder>,
}

impl Decoder {
    /// Returns the next chunk as UTF-8, as far as it can be decoded by now.
    ///
    /// # Errors
    /// [`Problem::Encoding`] if the browser does not support the encoding.
    pub fn push(&mut self, chunk: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let piece = self.detector.feed(chunk);
        self.decode(piece, true)
    }

    /// Returns the rest.
    ///
    /// # Errors
    /// As [`Decoder::push`].
    pub fn finish(mut self) -> Result<Vec<u8>, Problem> {
        let piece = self.detector.end();
        self.decode(piece, false)
    }

    fn decode(&mut self, piece: Piece, more_follows: bool) -> Result<Vec<u8>, Problem> {
        if piece.encoding == Encoding::Utf8 {
            return Ok(piece.bytes);
        }
        let decoder = match &self.foreign {
            Some(decoder) => decoder,
            None => {
                let made = TextDecoder::new_with_label(piece.encoding.label()).map_err(|_| Problem::Encoding)?;
                self.foreign.insert(made)
            }
        };
        let options = TextDecodeOptions::new();
        options.set_stream(more_follows);
        let text = decoder.decode_with_u8_array_and_options(&piece.bytes, &options);
        text.map(String::into_bytes).map_err(|_| Problem::Encoding)
    }
}
