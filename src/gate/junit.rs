//! The verdict as `JUnit` XML: a test case a finding, failed if new and skipped if accepted; one that passes if nothing is new.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::wording::{headline, name, place, sentence, total, visible};
use super::{Finding, Summary, Verdict};

/// Members listed in a failure: a reader's list; JSON has all.
const MEMBERS: usize = 100;
/// Other members named in the one line of a message.
const MESSAGE_MEMBERS: usize = 3;

pub(super) fn render(verdict: &Verdict, summary: &Summary) -> String {
    let mut suite = TestSuite::new("recoupe check");
    if !verdict.exceeded() {
        let mut clean = TestCase::new("no new duplicates", TestCaseStatus::success());
        clean.set_classname("recoupe").set_system_out(total(verdict, summary));
        suite.add_test_case(clean);
    }
    suite.add_test_cases(verdict.all().map(|(finding, new)| case(finding, new)));
    let mut report = Report::new("recoupe");
    report.add_test_suite(suite);
    let mut text = report.to_string().expect("memory can be written to, and strings are UTF-8");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn case(finding: &Finding, new: bool) -> TestCase {
    let mut status = if new { TestCaseStatus::non_success(NonSuccessKind::Failure) } else { TestCaseStatus::skipped() };
    if new {
        status.set_type(finding.kind.name()).set_message(sentence(finding, MESSAGE_MEMBERS)).set_description(members(finding));
    } else {
        status.set_message(format!("accepted by the baseline: {}", sentence(finding, MESSAGE_MEMBERS)));
    }
    let again = if finding.occurrence > 1 { format!(" #{}", finding.occurrence) } else { String::new() };
    // No line in the name: test histories follow it from run to run.
    let mut case = TestCase::new(format!("{} {}{again}", visible(&finding.primary().file), finding.fingerprint.short()), status);
    case.set_classname(format!("recoupe.{}", finding.kind.name()));
    case.extra.insert("file".into(), visible(&finding.primary().file).into());
    case.extra.insert("line".into(), finding.primary().line.unwrap_or(1).to_string().into());
    case
}

fn members(finding: &Finding) -> String {
    let mut text = headline(finding);
    for member in finding.members.iter().take(MEMBERS) {
        text.push_str(&format!("\n- {}: {}", place(member), name(member)));
    }
    if let Some(more @ 1..) = finding.members.len().checked_sub(MEMBERS) {
        text.push_str(&format!("\n- and {more} more"));
    }
    text
}
