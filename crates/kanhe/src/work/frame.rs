//! What the program and its workers send each other: a length in four bytes, then so many bytes.

use std::io::{Error, ErrorKind, Read, Result, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// No message is longer: a worker that claims more has lost its mind.
const LONGEST: u32 = 512 << 20;

/// Sends bytes.
pub fn send(to: &mut impl Write, bytes: &[u8]) -> Result<()> {
    let length = u32::try_from(bytes.len()).ok().filter(|n| *n <= LONGEST).ok_or(ErrorKind::FileTooLarge)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)
}

/// Sends a value as JSON.
pub fn send_value(to: &mut impl Write, value: &impl Serialize) -> Result<()> {
    send(to, &serde_json::to_vec(value)?)
}

/// Receives bytes; `None` where nothing more comes. Memory is taken as bytes arrive, not as they are announced.
pub fn receive(from: &mut impl Read) -> Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(1 << 20)).unwrap_or(0));
    from.take(u64::from(length)).read_to_end(&mut bytes)?;
    if u32::try_from(bytes.len()) == Ok(length) { Ok(Some(bytes)) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

/// Receives a value.
pub fn receive_value<T: DeserializeOwned>(from: &mut impl Read) -> Result<T> {
    let bytes = receive(from)?.ok_or_else(|| Error::from(ErrorKind::UnexpectedEof))?;
    Ok(serde_json::from_slice(&bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_arrives_as_it_was_sent() {
        let mut wire = Vec::new();
        send(&mut wire, "绩效".as_bytes()).expect("sent");
        send_value(&mut wire, &["自评"]).expect("sent");
        let mut wire = wire.as_slice();
        assert_eq!(receive(&mut wire).expect("received"), Some("绩效".as_bytes().to_vec()));
        assert_eq!(receive_value::<Vec<String>>(&mut wire).expect("received"), ["自评"]);
        assert_eq!(receive(&mut wire).expect("received"), None);
    }

    #[test]
    fn an_announced_length_takes_no_memory_and_a_cut_message_is_an_error() {
        assert!(receive(&mut &[0xff, 0xff, 0xff, 0xff, 1][..]).is_err());
        assert!(receive(&mut &[0, 0, 0, 0x10, 1][..]).is_err());
    }
}
