//! The graphics state, as far as reading needs it.

use crate::pdf::geometry::{Matrix, Rect};

/// What `q` saves and `Q` restores.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// User space to the page, upright and y downwards.
    pub ctm: Matrix,
    /// What lies outside is not seen.
    pub clip: Rect,
    pub line_width: f32,
    /// Lines and fills as white as the paper show nothing.
    pub fill_white: bool,
    pub stroke_white: bool,
    pub text: TextState,
}

/// The text state; the matrices hold between `BT` and `ET`.
#[derive(Debug, Clone)]
pub(super) struct TextState {
    pub font: Option<usize>,
    pub size: f32,
    pub char_space: f32,
    pub word_space: f32,
    /// Horizontal scaling, 1 for none.
    pub scale: f32,
    pub leading: f32,
    pub rise: f32,
    /// Drawn, or only there (3, 7).
    pub mode: i64,
}

impl State {
    pub fn new(ctm: Matrix, clip: Rect) -> Self {
        let text = TextState {
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        Self { ctm, clip, line_width: 1.0, fill_white: false, stroke_white: false, text }
    }
}
