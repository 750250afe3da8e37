//! Profiles: points that add up, bands and grades without holes, years without gap or overlap.

use kanhe_report::{Decimal, Kind, Wording};

use super::{Diagnostic, Folder, Item, missing, nearest};
use crate::inherit::ProfileFile;
use crate::load::ROOT;

/// Reports on years before this are not asked for a profile.
const FIRST_YEAR: i32 = 2012;

pub(super) fn check(folder: &Folder, found: &mut Vec<Diagnostic>) {
    for item in &folder.profiles {
        single(folder, item, found);
    }
    for kind in [Kind::Whole, Kind::Project] {
        let national = folder.profiles.iter().any(|p| p.place == ROOT && p.value.kind == kind);
        if !national && folder.broken.iter().all(|b| !b.starts_with(ROOT)) {
            let zh = format!("缺少全国的 {} 口径", kind.name());
            found.push(missing("profiles", &zh, &format!("there is no national profile of kind {}", kind.name())));
        }
        let mut places: Vec<&str> = folder.profiles.iter().map(|p| p.place).collect();
        places.sort_unstable();
        places.dedup();
        // Where a file could not be understood, nobody knows which years it covers.
        places.retain(|place| !folder.broken.iter().any(|b| b.starts_with(&format!("{place}/"))));
        for place in places {
            let mut here: Vec<&Item<ProfileFile>> =
                folder.profiles.iter().filter(|p| p.place == place && p.value.kind == kind).collect();
            here.sort_by_key(|p| p.value.from);
            years(place, &here, found);
        }
    }
}

fn years(place: &str, here: &[&Item<ProfileFile>], found: &mut Vec<Diagnostic>) {
    for pair in here.windows(2) {
        let [before, after] = pair else { continue };
        let (id, from) = (before.id(), after.value.from);
        match before.value.to {
            Some(to) if to + 1 == from => {}
            Some(to) if to + 1 < from => {
                let gap = span(to + 1, from - 1);
                let what = Wording::new(
                    format!("{} 年度没有口径：{id} 止于 {to} 年度", gap.zh),
                    format!("no profile for {}: {id} ends with {to}", gap.en),
                );
                found.push(after.fault(&["from"], what));
            }
            to => {
                let until = to.map_or_else(|| "…".to_owned(), |to| to.to_string());
                let what = Wording::new(
                    format!("{from} 年度有两个口径：{id} 管 {} 至 {until} 年度", before.value.from),
                    format!("two profiles for {from}: {id} covers {} to {until}", before.value.from),
                );
                found.push(after.fault(&["from"], what).helped(
                    format!("给 {id} 写上 to = {}", from - 1),
                    format!("give {id} the line to = {}", from - 1),
                ));
            }
        }
    }
    if place != ROOT {
        return;
    }
    if let Some(first) = here.first().filter(|p| p.value.from > FIRST_YEAR) {
        let gap = span(FIRST_YEAR, first.value.from - 1);
        let what = Wording::new(format!("{} 年度没有全国口径", gap.zh), format!("no national profile for {}", gap.en));
        found.push(first.fault(&["from"], what));
    }
    if let Some((last, to)) = here.last().and_then(|p| Some((p, p.value.to?))) {
        let what = Wording::new(
            format!("{} 年度起没有全国口径：最后一个口径不写 to", to + 1),
            format!("no national profile from {} on: the last one has no `to`", to + 1),
        );
        found.push(last.fault(&["to"], what));
    }
}

fn span(first: i32, last: i32) -> Wording {
    if first == last {
        return Wording::new(first.to_string(), first.to_string());
    }
    Wording::new(format!("{first} 至 {last}"), format!("{first} to {last}"))
}

fn single(folder: &Folder, item: &Item<ProfileFile>, found: &mut Vec<Diagnostic>) {
    let p = &item.value;
    if let Some(to) = p.to.filter(|to| *to < p.from) {
        let what = Wording::new(
            format!("止于 {to} 年度，早于起始的 {} 年度", p.from),
            format!("it ends with {to}, before it starts with {}", p.from),
        );
        found.push(item.fault(&["to"], what));
    }
    if let Some(outline) = p.outline.as_deref().filter(|o| !o.is_empty()) {
        let ids: Vec<String> = folder.outlines.iter().map(Item::id).collect();
        if !ids.iter().any(|id| id == outline) && !folder.is_broken(outline) {
            let what = Wording::new(format!("没有提纲 {outline}"), format!("there is no outline {outline}"));
            let meant = nearest(outline, ids.iter().map(String::as_str));
            found.push(item.fault(&["outline"], what).meaning(meant));
        }
    }
    let Some(whole) = inherited(folder, item, found) else { return };
    let total = whole.total.as_ref().map(|t| t.value);
    for (i, split) in p.split.iter().flatten().enumerate() {
        let sum = split.total();
        if let Some(total) = total.filter(|total| *total != sum) {
            let what = Wording::new(
                format!("权重之和为 {sum}，应为 {total}"),
                format!("the weights add up to {sum}, not to {total}"),
            );
            found.push(item.fault(&["split", &i.to_string(), "weights"], what));
        }
    }
    bands(item, found);
    grades(item, found);
    if p.extends.is_some() {
        return;
    }
    if let Err(name) = whole.complete(&item.id(), item.place) {
        let what = Wording::new(
            format!("口径没有设定 {name}，也没有沿用别的口径"),
            format!("the profile sets no {name} and extends no other one"),
        );
        found.push(item.fault(&["title"], what));
    }
}

/// The profile with all that it extends; a fault where there is no such profile, or where they run in a circle.
fn inherited(folder: &Folder, item: &Item<ProfileFile>, found: &mut Vec<Diagnostic>) -> Option<ProfileFile> {
    let mut whole = item.value.clone();
    let mut seen = vec![item.id()];
    while let Some(below) = whole.extends.take() {
        let direct = seen.len() == 1;
        let Some(layer) = folder.profiles.iter().find(|p| p.id() == below) else {
            if direct && !folder.is_broken(&below) {
                let ids: Vec<String> = folder.profiles.iter().map(Item::id).collect();
                let what = Wording::new(format!("没有口径 {below}"), format!("there is no profile {below}"));
                let meant = nearest(&below, ids.iter().map(String::as_str));
                found.push(item.fault(&["extends"], what).meaning(meant));
            }
            return None;
        };
        if seen.contains(&below) {
            let what = Wording::new("口径循环沿用", "the profiles extend one another in a circle");
            found.push(item.fault(&["extends"], what));
            return None;
        }
        seen.push(below);
        whole = whole.over(&layer.value);
    }
    Some(whole)
}

fn bands(item: &Item<ProfileFile>, found: &mut Vec<Diagnostic>) {
    let Some(bands) = &item.value.bands else { return };
    let mut upper = Decimal::ONE;
    for (i, band) in bands.band.iter().enumerate() {
        if band.upper != upper || band.lower >= band.upper {
            let what = Wording::new(
                format!("分档不相接：这一档应从 {upper} 往下"),
                format!("the bands do not join: this one should go down from {upper}"),
            );
            found.push(item.fault(&["bands", "band", &i.to_string()], what));
        }
        upper = band.lower;
    }
    if !upper.is_zero() {
        let what = Wording::new("最低一档应到 0", "the lowest band should end at 0");
        found.push(item.fault(&["bands", "band"], what));
    }
}

fn grades(item: &Item<ProfileFile>, found: &mut Vec<Diagnostic>) {
    let Some(grades) = &item.value.grades else { return };
    let falling = grades.grade.windows(2).all(|pair| matches!(pair, [a, b] if a.from > b.from));
    if !falling || grades.grade.last().is_none_or(|g| !g.from.is_zero()) {
        let what = Wording::new(
            "等级须从高到低排列，最低一级从 0 分起",
            "grades are listed from the best down, and the lowest starts at 0",
        );
        found.push(item.fault(&["grades", "grade"], what));
    }
}
