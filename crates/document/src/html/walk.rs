//! The tree of a page to items, without recursion: the tree may be as deep as the page likes.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::flow::{self, Flow, Item, Mark};
use super::lists::List;
use super::place::{Part, RawCell, RawTable};
use super::{layout, names};
use crate::{Limits, Measure, ReadError};

const SUPERSCRIPT: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
const SUBSCRIPT: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";

/// What a page shows.
pub(super) struct Walked {
    pub(super) items: Vec<Item>,
    pub(super) title: Option<String>,
}

/// What leaving an element has to end.
enum Entered {
    Inline,
    Block,
    Heading,
    Item,
    List,
    Preformatted,
    Table,
    Cell {
        row_span: u32,
        col_span: u32,
    },
    Caption,
    /// Text from a mark on is raised or lowered.
    Script(Mark, &'static str),
    /// Text from a mark on is a list number that Word printed.
    Label(Mark),
}

struct Walk<'l> {
    /// The page, and the cells and captions that are open.
    flows: Vec<Flow>,
    tables: Vec<RawTable>,
    lists: Vec<List>,
    preformatted: u32,
    title: Option<String>,
    limits: &'l Limits,
}

/// Walks the tree.
pub(super) fn walk(page: &Html, limits: &Limits) -> Result<Walked, ReadError> {
    let mut walk =
        Walk { flows: vec![Flow::default()], tables: vec![], lists: vec![], preformatted: 0, title: None, limits };
    let mut entered: Vec<Entered> = Vec::new();
    let mut node = page.tree.root();
    loop {
        let mut descend = true;
        match node.value() {
            Node::Text(text) => walk.text(text),
            Node::Element(element) => match element.name() {
                "title" => {
                    walk.title(&ElementRef::wrap(node).map(|e| e.text().collect::<String>()).unwrap_or_default());
                    descend = false;
                }
                "select" => {
                    let chosen = ElementRef::wrap(node).map(chosen_option).unwrap_or_default();
                    walk.flow().push(&chosen);
                    descend = false;
                }
                "ol" if !is_hidden(element) => {
                    let items = || node.children().filter(|c| is_element(c.value(), "li")).count();
                    walk.ordered_list(element, items);
                    entered.push(Entered::List);
                }
                _ => match walk.enter(element)? {
                    Some(state) => entered.push(state),
                    None => descend = false,
                },
            },
            Node::Document | Node::Fragment => {}
            _ => descend = false,
        }
        if descend && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        // An element that was entered is left; one that was skipped was not entered.
        let mut leave = descend;
        loop {
            if leave
                && node.value().is_element()
                && let Some(state) = entered.pop()
            {
                walk.leave(state)?;
            }
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            leave = true;
            match node.parent() {
                Some(parent) => node = parent,
                None => return Ok(walk.finish()),
            }
        }
    }
}

fn is_element(node: &Node, name: &str) -> bool {
    node.as_element().is_some_and(|e| e.name() == name)
}

fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some() || element.attr("style").is_some_and(names::style_hides)
}

impl Walk<'_> {
    /// The innermost open flow; the page's own is never closed.
    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 { self.flow().push_preformatted(text) } else { self.flow().push(text) }
    }

    fn title(&mut self, text: &str) {
        let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.title.is_none() && !title.is_empty() {
            self.title = Some(title);
        }
    }

    /// Enters an element; `None` if its content is not shown, or it has none.
    fn enter(&mut self, element: &Element) -> Result<Option<Entered>, ReadError> {
        let name = element.name();
        if names::is_skipped(name) || is_hidden(element) {
            return Ok(None);
        }
        let in_table = !self.tables.is_empty();
        if names::is_block(name) {
            self.flow().end_paragraph();
        }
        Ok(Some(match name {
            "br" => {
                self.flow().line_break();
                return Ok(None);
            }
            "input" => {
                let shown = input(element);
                self.flow().push(&shown);
                return Ok(None);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flow().heading = name.get(1..).and_then(|n| n.parse().ok());
                Entered::Heading
            }
            "pre" | "listing" | "xmp" | "plaintext" | "textarea" => {
                self.preformatted += 1;
                Entered::Preformatted
            }
            "ul" | "menu" | "dir" => {
                self.lists.push(List::unordered());
                Entered::List
            }
            "li" => {
                let label = self.lists.last_mut().and_then(|l| l.label(element.attr("value")));
                self.flow().label = label;
                Entered::Item
            }
            "table" => {
                if self.tables.len() >= self.limits.table_depth {
                    return Err(ReadError::too_large(Measure::TableDepth, self.limits.table_depth as u64, "HTML"));
                }
                self.tables.push(RawTable::default());
                Entered::Table
            }
            "thead" | "tbody" | "tfoot" if in_table => {
                self.group(name);
                Entered::Block
            }
            "tr" if in_table => {
                if let Some(table) = self.tables.last_mut() {
                    table.group().push(vec![]);
                }
                Entered::Block
            }
            "td" | "th" if in_table => {
                self.flows.push(Flow::default());
                let span = |key: &str| element.attr(key).and_then(leading_number);
                Entered::Cell { row_span: span("rowspan").unwrap_or(1), col_span: span("colspan").unwrap_or(1) }
            }
            "caption" if in_table => {
                self.flows.push(Flow::default());
                Entered::Caption
            }
            "sup" => Entered::Script(self.flow().mark(), SUPERSCRIPT),
            "sub" => Entered::Script(self.flow().mark(), SUBSCRIPT),
            "span" if element.attr("style").is_some_and(is_printed_label) => Entered::Label(self.flow().mark()),
            _ if names::is_block(name) => Entered::Block,
            _ => Entered::Inline,
        }))
    }

    fn ordered_list(&mut self, element: &Element, items: impl Fn() -> usize) {
        self.flow().end_paragraph();
        let reversed = element.attr("reversed").is_some();
        let list = List::ordered(element.attr("type"), element.attr("style"), element.attr("start"), reversed, items);
        self.lists.push(list);
    }

    /// A new group of rows. Only the first head and foot move to the table's ends.
    fn group(&mut self, name: &str) {
        let Some(table) = self.tables.last_mut() else { return };
        let wanted = match name {
            "thead" => Part::Head,
            "tfoot" => Part::Foot,
            _ => Part::Body,
        };
        let taken = table.groups.iter().any(|(part, _)| *part == wanted);
        table.groups.push((if taken { Part::Body } else { wanted }, vec![]));
    }

    fn leave(&mut self, state: Entered) -> Result<(), ReadError> {
        match state {
            Entered::Inline => {}
            Entered::Block => self.flow().end_paragraph(),
            Entered::Heading => {
                self.flow().end_paragraph();
                self.flow().heading = None;
            }
            Entered::Item => {
                self.flow().end_paragraph();
                self.flow().label = None;
            }
            Entered::List => {
                self.flow().end_paragraph();
                self.lists.pop();
            }
            Entered::Preformatted => {
                self.flow().end_paragraph();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            Entered::Script(mark, digits) => self.flow().shift_script(mark, digits),
            Entered::Label(mark) => self.flow().take_label(mark),
            Entered::Caption => {
                let items = self.close_flow();
                let caption = flow::cell_text(items, &mut vec![]);
                if let Some(table) = self.tables.last_mut()
                    && !caption.trim().is_empty()
                {
                    table.caption = Some(caption.trim().to_owned());
                }
            }
            Entered::Cell { row_span, col_span } => {
                let items = self.close_flow();
                if let Some(table) = self.tables.last_mut() {
                    table.push(RawCell { items, row_span, col_span });
                }
            }
            Entered::Table => self.close_table()?,
        }
        Ok(())
    }

    fn close_flow(&mut self) -> Vec<Item> {
        self.flow().end_paragraph();
        self.flows.pop().map(|f| f.items).unwrap_or_default()
    }

    fn close_table(&mut self) -> Result<(), ReadError> {
        let Some(raw) = self.tables.pop() else { return Ok(()) };
        let mut placed = raw.place(self.limits)?;
        self.flow().end_paragraph();
        if placed.cells.is_empty() && placed.caption.is_none() {
            return Ok(());
        }
        if !layout::is_layout(&placed) {
            self.flow().items.push(Item::Table(placed));
            return Ok(());
        }
        if let Some(caption) = placed.caption.take() {
            self.flow().push(&caption);
            self.flow().end_paragraph();
        }
        for cell in placed.cells {
            self.flow().items.extend(cell.items);
        }
        Ok(())
    }

    fn finish(mut self) -> Walked {
        self.flow().end_paragraph();
        Walked { items: self.flows.into_iter().flat_map(|f| f.items).collect(), title: self.title }
    }
}

/// A number at the start of an attribute, as HTML reads it.
fn leading_number(value: &str) -> Option<u32> {
    let value = value.trim_start().trim_start_matches('+');
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let digits = value.get(..digits).filter(|d| !d.is_empty())?;
    Some(digits.parse().unwrap_or(u32::MAX))
}

/// Word marks the list number that it printed: `mso-list:Ignore`.
fn is_printed_label(style: &str) -> bool {
    style.to_ascii_lowercase().replace(' ', "").contains("mso-list:ignore")
}

/// What a form field shows.
fn input(element: &Element) -> String {
    let kind = element.attr("type").unwrap_or("text").to_ascii_lowercase();
    let checked = || if element.attr("checked").is_some() { "☑" } else { "□" };
    match kind.as_str() {
        "checkbox" | "radio" => checked().into(),
        "hidden" | "submit" | "button" | "reset" | "image" | "file" | "password" | "range" | "color" => String::new(),
        _ => element.attr("value").unwrap_or_default().into(),
    }
}

/// The text of the option that a selection shows: the one marked, else the first.
fn chosen_option(select: ElementRef<'_>) -> String {
    let options = || select.descendants().filter_map(ElementRef::wrap).filter(|e| e.value().name() == "option");
    let chosen = options().find(|o| o.value().attr("selected").is_some()).or_else(|| options().next());
    chosen.map(|o| o.text().collect()).unwrap_or_default()
}
