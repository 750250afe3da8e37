//! One document of a container, still packed: taken out under a lock, unpacked outside it.

use std::io::Read;

use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use zip::CompressionMethod;

use crate::{Limits, Measure, ReadError, inflate};

/// A document as it lies in its container.
#[derive(Debug)]
pub struct Packed {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) how: How,
}

/// How it is packed.
#[derive(Debug)]
pub(super) enum How {
    /// Not at all.
    Plain,
    /// Zip entry: method, declared size, check sum.
    Zip { method: CompressionMethod, size: u64, crc: u32 },
    /// Gzip file.
    Gzip,
}

impl Packed {
    /// The document's bytes.
    ///
    /// # Errors
    /// If they are damaged, packed in a way that is not known, or more than the limits allow.
    pub fn unpack(self, limits: &Limits) -> Result<Vec<u8>, ReadError> {
        let packed = self.bytes.len() as u64;
        let measure = (Measure::FileBytes, limits.file_bytes);
        let inflated = |reader: &mut dyn Read, declared: u64| {
            inflate::read_all(reader, (packed, declared), limits.file_bytes, measure, &self.name, limits)
        };
        match self.how {
            How::Plain => Ok(self.bytes),
            How::Gzip => inflated(&mut MultiGzDecoder::new(self.bytes.as_slice()), 0),
            How::Zip { method, size, crc } => {
                let bytes = match method {
                    CompressionMethod::Stored => self.bytes,
                    CompressionMethod::Deflated => {
                        // No further than the directory declares: the sum of that was checked.
                        let reader = DeflateDecoder::new(self.bytes.as_slice());
                        inflated(&mut reader.take(size.saturating_add(1)), size)?
                    }
                    _ => {
                        return Err(ReadError::damaged(
                            self.name,
                            "使用了不支持的压缩方式，请重新打包成普通 zip",
                            "it uses a compression method that is not supported; pack it again as an ordinary zip",
                        ));
                    }
                };
                let mut sum = Crc::new();
                sum.update(&bytes);
                if bytes.len() as u64 != size || sum.sum() != crc {
                    return Err(ReadError::damaged(
                        self.name,
                        "解压后的大小或校验不符",
                        "its size or check sum is not what the archive says",
                    ));
                }
                Ok(bytes)
            }
        }
    }
}
