//! Radicals, compatibility forms and ligatures as the characters they are used for. Many fonts draw 目 and its radical ⽬
//! with one glyph, and programs that write PDF files then name the radical.

/// U+2F00 to U+2FD5, the Kangxi radicals.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干\
    幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆\
    里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement that are characters as well, in order.
const SUPPLEMENT: &str = "⺁厂⺄乙⺆冂⺊卜⺌小⺎兀⺐尢⺒巳⺓幺⺕彐⺜日⺝月⺟母⺠民⺧牛⺩王⺫目⺬示⺶羊⺻聿⺼肉⻁虎⻃覀⻄西⻅见⻆角⻉贝⻋车⻏邑⻑長\
    ⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// The character that is meant.
pub(super) fn meant(ch: char) -> char {
    let found = match ch {
        '\u{2e80}'..='\u{2eff}' => {
            let mut signs = SUPPLEMENT.chars();
            signs.find(|c| *c == ch).and_then(|_| signs.next())
        }
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(u32::from(ch) as usize - 0x2f00),
        _ => None,
    };
    found.unwrap_or(ch)
}

/// The letters of a Latin ligature.
pub(super) fn ligature(ch: char) -> Option<&'static str> {
    Some(match ch {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_characters_they_look_like() {
        let text: String = "项⽬⽀出绩效⾃评，部⻔⻓龠⾷⻝".chars().map(meant).collect();
        assert_eq!(text, "项目支出绩效自评，部门长龠食食");
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(SUPPLEMENT.chars().count() % 2, 0);
    }
}
