//! What stands in a cell: a value, or one of the several kinds of nothing.

use serde::{Deserialize, Serialize};

use crate::Place;

/// Blank, `无`, `—` and a value are different things; so is a column that the form does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum State {
    /// The form has no such cell.
    #[default]
    Absent,
    /// The cell is there and empty.
    Blank,
    /// 无, 没有: stated to be nothing.
    Nothing,
    /// —, /, ——: stated not to apply.
    Dash,
    /// Something stands there that could not be understood.
    Unreadable,
    /// A value.
    Value,
}

/// A cell as read: its state, its value if it has one, its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<T> {
    /// What kind of thing stands in the cell.
    pub state: State,
    /// The value (for an amount, `无` has the value 0 with state `Nothing`).
    pub value: Option<T>,
    /// Where it stands; `place.text` is the whole cell. `None` only when `Absent`.
    pub place: Option<Place>,
    /// Why the value was read with doubt, in a few words; a check that rests on it stays silent or says so.
    pub doubt: Option<String>,
}

impl<T> Default for Entry<T> {
    fn default() -> Self {
        Self { state: State::Absent, value: None, place: None, doubt: None }
    }
}

impl<T> Entry<T> {
    /// A value at a place.
    pub fn value(value: T, place: Place) -> Self {
        Self { state: State::Value, value: Some(value), place: Some(place), doubt: None }
    }

    /// A cell without a value.
    pub fn empty(state: State, place: Place) -> Self {
        Self { state, value: None, place: Some(place), doubt: None }
    }

    /// The value, if any.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value, unless it was read with doubt.
    pub fn sure(&self) -> Option<&T> {
        if self.doubt.is_some() { None } else { self.value.as_ref() }
    }

    /// Whether the cell exists and holds nothing at all.
    pub fn is_blank(&self) -> bool {
        self.state == State::Blank
    }

    /// Whether the cell exists in the form.
    pub fn exists(&self) -> bool {
        self.state != State::Absent
    }
}

/// A value with its place, where nothing but a value makes sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}
