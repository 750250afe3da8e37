//! Regulations: their dates, what they repeal; and every value elsewhere that names one as its source.

use kanhe_report::Wording;

use super::tree::Doc;
use super::{Diagnostic, Folder, nearest};
use crate::measure::Measure;

pub(super) fn check(folder: &Folder, found: &mut Vec<Diagnostic>) {
    for item in &folder.measures {
        let m = &item.value;
        let dates = [("issued", &m.issued), ("in_force", &m.in_force), ("repealed", &m.repealed)];
        for (key, date) in dates.iter().filter_map(|(key, date)| Some((*key, date.as_deref()?))) {
            if !is_date(date, 1) {
                found.push(item.fault(&[key], bad_date(date)));
            }
        }
        if !is_date(&m.checked_on, 3) {
            found.push(item.fault(&["checked_on"], bad_date(&m.checked_on)));
        }
        for (i, id) in m.repeals.iter().enumerate() {
            if folder.measure(id).is_none() && !folder.is_broken(id) {
                let keys = ["repeals", &i.to_string()];
                found.push(item.fault(&keys, no_measure(id)).meaning(nearest_id(folder, id)));
            }
        }
        for (i, article) in m.articles.iter().enumerate() {
            if m.articles.iter().take(i).any(|a| a.number == article.number) {
                let keys = ["article", &i.to_string(), "number"];
                let number = &article.number;
                let what = Wording::new(format!("{number} 写了两次"), format!("{number} is given twice"));
                found.push(item.fault(&keys, what));
            }
        }
    }
    for item in &folder.profiles {
        sources(folder, item.path, &item.doc, found);
    }
    for item in &folder.outlines {
        sources(folder, item.path, &item.doc, found);
    }
    for item in &folder.frameworks {
        sources(folder, item.path, &item.doc, found);
    }
    if let Some(item) = &folder.words {
        sources(folder, item.path, &item.doc, found);
    }
}

/// Every table with a `source` names a measure, and its `article` one of that measure's.
fn sources(folder: &Folder, path: &str, doc: &Doc, found: &mut Vec<Diagnostic>) {
    doc.tables(&mut |_, table| {
        let text = |key: &str| table.get(key).and_then(|v| Some((v.get_ref().as_str()?, v.span())));
        let Some((id, span)) = text("source") else { return };
        match folder.measure(id) {
            Some(measure) => {
                if let Some((number, span)) = text("article") {
                    article(path, doc.text(), span, &measure.value, number, found);
                }
            }
            None if folder.is_broken(id) => {}
            None => {
                let fault = Diagnostic::at(path, doc.text(), span, no_measure(id));
                found.push(fault.meaning(nearest_id(folder, id)));
            }
        }
    });
}

/// An article that the measure's file does not list.
pub(super) fn article(
    path: &str,
    text: &str,
    span: std::ops::Range<usize>,
    measure: &Measure,
    number: &str,
    found: &mut Vec<Diagnostic>,
) {
    if measure.article(number).is_some() {
        return;
    }
    let cited = &measure.number;
    let what = Wording::new(
        format!("{cited} 的文件里没有列出 {number}"),
        format!("the file of {cited} does not list {number}"),
    );
    let meant = nearest(number, measure.articles.iter().map(|a| a.number.as_str()));
    let help = (
        "引用的条款须写进办法文件，并注明 status",
        "an article that is cited is listed in the measure's file, with its status",
    );
    found.push(Diagnostic::at(path, text, span, what).meaning(meant).helped(help.0, help.1));
}

pub(super) fn no_measure(id: &str) -> Wording {
    Wording::new(format!("没有办法文件 {id}"), format!("there is no measure {id}"))
}

pub(super) fn nearest_id(folder: &Folder, id: &str) -> Option<String> {
    let ids: Vec<String> = folder.measures.iter().map(super::Item::id).collect();
    nearest(id, ids.iter().map(String::as_str))
}

fn bad_date(date: &str) -> Wording {
    Wording::new(
        format!("{date} 不是日期；写作 2020-02-25，只知年月时写 2020-02 或 2020"),
        format!("{date} is no date: write 2020-02-25, or 2020-02 or 2020 where no more is known"),
    )
}

/// Whether it is a date with at least so many parts.
fn is_date(date: &str, least: usize) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let number = |i: usize, width: usize| {
        let part = parts.get(i)?;
        let plain = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let Some(year) = number(0, 4) else { return false };
    if parts.len() < least || parts.len() > 3 {
        return false;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let month = if parts.len() > 1 { number(1, 2) } else { Some(1) };
    let days = match month {
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) => 28 + u32::from(leap),
        Some(1..=12) => 31,
        _ => return false,
    };
    let day = if parts.len() > 2 { number(2, 2) } else { Some(1) };
    day.is_some_and(|day| (1..=days).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        assert!(is_date("2020-02-29", 3) && is_date("2013", 1) && is_date("2018-09", 1));
        for wrong in ["2021-02-29", "2020-13", "2020-4-1", "20-02-2020", "", "2020-01-01-01", "2020年"] {
            assert!(!is_date(wrong, 1), "{wrong}");
        }
        assert!(!is_date("2020", 3), "a check-up happens on a day");
    }
}
