//! Figures of a narrative without a table: rates, sums, kinds of staff, parts of the score, changes.

mod desk;

use desk::Desk;

fn found(text: &str, code: &str) -> usize {
    Desk::new().line(text).findings(code).len()
}

#[test]
fn a_rate_in_a_sentence_is_reckoned_from_its_budget_and_spending() {
    let text = |rate: &str| format!("预算安排7182.72万元，实际支出7141.04万元，执行率{rate}。");
    assert_eq!((found(&text("94.42%"), "KH109"), found(&text("99.42%"), "KH109")), (1, 0));
    assert_eq!(found("预算约7000万元，实际支出7141.04万元，执行率94.42%。", "KH109"), 0, "a round sum");
}

#[test]
fn staff_by_kind_make_up_the_staff() {
    let text = |posts: &str| format!("在职人员57人，其中行政{posts}人，事业44人，驻村3人。");
    assert_eq!(found(&text("16"), "KH112"), 0, "another kind may be among them");
    let text = |posts: &str| format!("在职人员57人，其中行政{posts}人，事业44人。");
    assert_eq!((found(&text("16"), "KH112"), found(&text("13"), "KH112")), (1, 0));
}

#[test]
fn what_is_left_of_a_budget_in_one_sentence() {
    let text = |left: &str| format!("全年预算671.94万元，实际支出668.94万元，执行率99.55%，结余{left}万元。");
    assert_eq!((found(&text("13.00"), "KH104"), found(&text("3.00"), "KH104")), (1, 0));
}

#[test]
fn a_change_is_wrong_only_if_it_is_wrong_for_every_sum_before_it() {
    let text =
        |rate: &str| format!("年初预算198.70万元，本年支出214.30万元，较上年支出230.10万元减少15.80万元，下降{rate}。");
    assert_eq!((found(&text("7.68%"), "KH207"), found(&text("6.87%"), "KH207")), (1, 0));
    let of_the_whole = "支出100.00万元，其中项目支出40.00万元，比上年增加5.00万元，增长5.26%。";
    assert_eq!(found(of_the_whole, "KH207"), 0);
    assert_eq!(found("支出36.50万元。比上年38.00万元增加1.50万元。", "KH206"), 1);
}
