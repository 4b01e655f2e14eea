"""The sentences of a member's timeline, one for each kind of entry, in plain Chinese and English."""

from typing import Any, Literal

Language = Literal["zh", "en"]

NEUTRAL = ("记了一笔。", "Something was recorded.")
"""For a kind that has no sentence of its own yet."""

SENTENCES: dict[str, tuple[str, str]] = {
    "member.entered": ("登记到本支部。", "Entered on the branch's roll."),
    "members.imported": ("由花名册导入，核对了资料。", "Read from a roster."),
    "member.changed": ("更新了资料。", "The record was updated."),
    "member.roll_status_decided": ("记下了党籍方面的决定。", "A decision on the membership was recorded."),
    "member.left": ("离开本支部。", "Left the branch."),
    "member.left.died": ("去世。", "Passed away."),
    "member.left.transferred": ("组织关系转出。", "The relation was transferred elsewhere."),
    "member.moved_out": ("转到另一个支部。", "Moved to another branch."),
    "member.moved_in": ("从另一个支部转来。", "Came from another branch."),
    "member.merged": ("两条重复的记录合成了一条。", "Two records of one person were merged."),
    "member.merged_away": ("这条重复的记录并入了另一条。", "This second record was merged into another."),
    "member.told_apart": ("核对过，与另一位党员不是同一个人。", "Compared with another record: two people."),
    "member.erased": ("已依申请删除个人资料。", "Personal data was erased on request."),
    "members.opening_recorded": ("补登了底数。", "What was known at the start was filled in."),
    "household.created": ("登记了同户的家人。", "A household was recorded."),
    "household.changed": ("更新了同户的情况。", "The household was updated."),
    "group.created": ("设立了党小组。", "A party group was set up."),
    "group.changed": ("党小组有变化。", "The party group changed."),
    "account.created": ("开通了账号。", "An account was opened."),
    "account.signed_out_everywhere": ("在所有设备上退出了登录。", "Signed out on all devices."),
    "password.changed": ("更换了密码。", "The password was changed."),
    "password.reset": ("重新设置了密码。", "The password was set anew."),
    "invitation.created": ("收到了进入系统的邀请。", "Was invited to come in."),
    "invitation.revoked": ("收回了邀请。", "An invitation was taken back."),
    "setting.changed": ("一项设置有变化。", "A setting changed."),
    "grant.given": ("担任了新的职责。", "Was given a duty."),
    "grant.delegated": ("受委托代办。", "Was asked to act on somebody's behalf."),
    "grant.ended": ("一项职责结束。", "A duty ended."),
    "consent.agreed": ("看过隐私告知，表示同意。", "Read the privacy notice and agreed."),
    "consent.refused": ("看过隐私告知，暂不同意。", "Read the privacy notice and did not agree for now."),
    "card.issued": ("登记了活动证。", "The activity card was recorded."),
    "card.inspected": ("查验了活动证。", "The activity card was inspected."),
    "card.lost": ("活动证遗失，已登记。", "The activity card was recorded as lost."),
    "report.submitted": ("交来一份报告。", "Handed in a report."),
    "report.submitted.departure": ("报告了外出。", "Reported a departure."),
    "report.submitted.change": ("报告了变化。", "Reported a change."),
    "report.submitted.check_in": ("报了平安。", "Sent word: I'm well."),
    "report.submitted.yearly": ("交了年度汇报。", "Handed in the yearly report."),
    "report.submitted.home_visit": ("报告短暂回家。", "Reported a short stay at home."),
    "report.submitted.return": ("报告了返乡。", "Reported the return home."),
    "report.submitted.hearsay": ("听说已外出，待核实。", "Said to be away; to be checked."),
    "report.corrected": ("补充了报告。", "Completed a report."),
    "report.accepted": ("报告已受理。", "The report was accepted."),
    "report.accepted.departure": (
        "外出报告已受理，开始外出登记。",
        "The departure was accepted; the time away began.",
    ),
    "report.accepted.change": ("变化已受理。", "The change was accepted."),
    "report.accepted.return": (
        "返乡报告已受理，结束外出登记。",
        "The return was accepted; the time away ended.",
    ),
    "report.accepted.yearly": ("年度汇报已受理。", "The yearly report was accepted."),
    "report.sent_back": ("请补充报告。", "The report needs a little more."),
    "report.withdrawn": ("撤回了报告。", "The report was withdrawn."),
    "away_period.corrected": ("更正了外出登记。", "The time away was corrected."),
    "need.raised": ("提出一件困难诉求。", "Raised a need."),
    "need.changed": ("补充了一件困难诉求。", "A need was put right."),
    "need.assigned": ("一件困难诉求有了经办人。", "Somebody now sees to a need."),
    "need.step_taken": ("为一件困难诉求办了一步。", "A step was taken for a need."),
    "need.closed": ("一件困难诉求有了结果。", "Something became of a need."),
    "need.told": ("诉求的办理结果已告知本人。", "The member was told what became of a need."),
    "need.withdrawn": ("撤回了一件困难诉求。", "A need was taken back."),
    "need.reopened": ("一件困难诉求重新打开，接着办。", "A need was opened again."),
    "contact.recorded": ("记了一次联系。", "A contact was recorded."),
    "contact.recorded.reached": ("联系上了。", "Was reached."),
    "contact.recorded.family": ("和家里人联系上了。", "The family was reached."),
    "contact.recorded.attempt": ("联系了一次，没有接通。", "A call did not get through."),
    "contact.corrected": ("更正了一次联系。", "A contact was corrected."),
    "contact.withdrawn": ("撤回了一次联系。", "A contact was taken back."),
    "contact.merged": ("两条联系记录核对过了。", "Two records of contact were compared."),
    "contact_pause.begun": ("暂停日常联系。", "Regular contact rests for a while."),
    "contact_pause.ended": ("恢复日常联系。", "Regular contact goes on."),
    "standing.decided": ("书记确认了在外情况。", "The secretary confirmed how the member stands."),
}


def sentence_of(kind: str, facts: dict[str, Any], language: str) -> str:
    """Return the sentence of an entry; the kind of a report or the reason of leaving makes it more exact."""
    detail = facts.get("reason") if kind == "member.left" else facts.get("kind")
    words = SENTENCES.get(f"{kind}.{detail}") or SENTENCES.get(kind) or NEUTRAL
    return words[1] if language == "en" else words[0]
