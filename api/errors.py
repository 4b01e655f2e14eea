"""Every refusal this product knows, by its stable code, with its sentences in Chinese and English.

A refusal says what happened, what is safe, and what to do next. It never blames.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """One refusal: its HTTP status, and what people read."""

    status: int
    zh: str
    en: str


CATALOGUE: dict[str, Sentence] = {
    # The door
    "malformed_json": Sentence(400, "收到的内容无法读懂，请重试。", "The content could not be read as JSON."),
    "malformed_request": Sentence(400, "请求的格式不对。", "The request is not well formed."),
    "unauthenticated": Sentence(401, "请先登录。", "Please sign in first."),
    "token_expired": Sentence(401, "登录时间到了，请重新登录。没发出的内容还在手机里。",
                              "Your session ran out; please sign in again. Unsent items are still on this phone."),
    "session_revoked": Sentence(401, "这次登录已被结束，请重新登录。没发出的内容还在手机里。",
                                "This session was ended; please sign in again. Unsent items are still on this phone."),
    "session_idle": Sentence(401, "半小时没有操作，已为您锁上，请再输一次密码。没发出的内容还在手机里。",
                             "Locked after half an hour of rest; please sign in again. Unsent items are still on this phone."),
    "client_refused": Sentence(401, "这个外部系统没有接入，或密钥不对、已停用。请找发密钥的同志。",
                               "This system is not connected, or its secret is not valid (any more); please ask whoever gave it."),
    "sign_in_failed": Sentence(401, "手机号或密码不对，请再试一次。", "Phone or password is not right; please try again."),
    "forbidden": Sentence(403, "您的身份不能做这件事，可以请支部书记帮忙。",
                          "Your role may not do this; the branch secretary can help."),
    "own_decision": Sentence(403, "自己的事要由别的同志来定，可以请镇里的组织委员帮忙。",
                             "What concerns yourself is decided by somebody else; the township officer can help."),
    "not_found": Sentence(404, "没有找到。", "Not found."),
    "method_not_allowed": Sentence(405, "这个地址不支持这种操作。", "This address does not support that method."),
    "glyph_missing": Sentence(422, "打印用的字体里没有这几个字，请核对写法，或联系管理员。",
                              "The print font lacks these characters; please check the spelling or ask the administrator."),
    "not_acceptable": Sentence(406, "不能提供所要的格式。", "The wanted format cannot be given."),
    "choose_person": Sentence(409, "这个手机号有两位在用，请选您是哪一位。",
                              "Two people use this phone number; please say who you are."),
    "body_too_large": Sentence(413, "内容太大，没有收下。", "The content is too large and was not taken."),
    "unsupported_media_type": Sentence(415, "不支持这种内容类型。", "This content type is not supported."),
    "validation_failed": Sentence(422, "有几处需要改一下，请看各项说明。", "Some fields need a change; see each one."),
    "uri_too_long": Sentence(414, "地址太长。", "The address is too long."),
    "locked": Sentence(429, "试的次数多了，请过半小时再试，或请支部书记重新邀请。",
                       "Too many tries; please wait half an hour or ask the secretary for a new invitation."),
    "too_many_requests": Sentence(429, "请求太快了，请稍等一下再试。", "Too many requests; please wait a moment."),
    "internal_error": Sentence(500, "系统出了问题，没有保存。请稍后重试。",
                               "Something went wrong on our side; nothing was saved. Please try again."),
    "busy": Sentence(503, "系统正忙，没有保存。请稍后重试。", "The system is busy; nothing was saved. Please try again."),
    # Repeats and versions
    "idempotency_key_missing": Sentence(400, "缺少 Idempotency-Key。", "The Idempotency-Key header is missing."),
    "idempotency_key_invalid": Sentence(400, "Idempotency-Key 的格式不对。", "The Idempotency-Key is not well formed."),
    "idempotency_key_reused": Sentence(422, "同一个编号已经用来提交过别的内容。",
                                       "This key was already used for other content."),
    "conflict": Sentence(409, "别人刚做了同样的事，请看看最新内容。", "Somebody just did the same; please look again."),
    "id_taken": Sentence(409, "这个编号已经有了。", "This id is taken."),
    "precondition_required": Sentence(428, "缺少 If-Match,请先读取最新内容。",
                                      "If-Match is missing; please read the newest version first."),
    "stale_version": Sentence(412, "别人刚改过，请看看最新内容再改。", "Somebody changed it meanwhile; please look again."),
    # People and accounts
    "invitation_invalid": Sentence(404, "邀请码不对，或已经用过、过期。请支部书记再给一个。",
                                   "The code is wrong, used or expired. Please ask the secretary for a new one."),
    "password_weak": Sentence(422, "密码至少 8 位；工作人员的密码还要包含字母、数字、符号中的三类(大小写算两类)。",
                              "At least 8 characters; staff need three of: lower case, upper case, digit, symbol."),
    "password_wrong": Sentence(422, "现在的密码不对。", "The present password is not right."),
    "person_has_open_membership": Sentence(409, "此人已在一个支部，请先办理转出。",
                                           "This person already belongs to a branch."),
    "person_exists": Sentence(409, "可能是同一个人，请先核对。", "This may be the same person; please check first."),
    "membership_ended": Sentence(409, "这位党员已不在本支部。", "This member has left the branch."),
    "merge_impossible": Sentence(409, "这两条记录不能合并，请核对。", "These two records cannot be merged."),
    "id_number_invalid": Sentence(422, "身份证号不对，请核对。", "The ID number is not right; please check it."),
    "phone_missing": Sentence(409, "还没有登记手机号，请先登记，再发邀请。",
                              "No mobile number is recorded yet; please record it first, then invite."),
    "grant_invalid": Sentence(422, "这个角色不能设在这里。", "This role cannot be granted here."),
    "grant_to_oneself": Sentence(403, "自己的角色要由别的同志来定。", "Your own role is decided by somebody else."),
    "grant_ended": Sentence(409, "这个角色已经结束了。", "This role has ended already."),
    "delegation_too_wide": Sentence(422, "代办的期限和范围不能超过您自己的任职。",
                                    "A delegation cannot be longer or wider than your own role."),
    "organization_invalid": Sentence(422, "组织的层级不对。", "This place in the tree is not possible."),
    # Reports
    "report_already_decided": Sentence(409, "这份报告已经办过了。", "This report has been dealt with already."),
    "report_not_editable": Sentence(409, "这份报告现在不能改，可以另报一份变更。",
                                    "This report cannot be changed now; please hand in a change."),
    "report_own_decision": Sentence(403, "自己的外出、返乡要由别的同志受理。",
                                    "Your own departure or return is accepted by somebody else."),
    "already_away": Sentence(409, "已有一段没有结束的外出登记，可以报“有变化”。",
                             "There is an open time away already; please report a change."),
    "not_away": Sentence(409, "没有正在外出的登记，请先报外出。", "No open time away; please report the departure first."),
    "dates_in_wrong_order": Sentence(422, "日期的先后不对，请核对。", "The dates are in the wrong order."),
    "date_in_future": Sentence(422, "日期还没到，请核对。", "This date has not come yet."),
    "card_number_taken": Sentence(409, "这个活动证号在本支部已经有了。", "This card number exists in the branch."),
    "card_not_in_hand": Sentence(409, "这张活动证现在不在本人手里，或本地已不再发放，不用年审。",
                                 "This card is not in the member's hand, or none are issued here; no review is needed."),
    "basis_missing": Sentence(422, "请写明依据。", "Please give the basis."),
    # Needs
    "need_closed": Sentence(409, "这件诉求已经办结，要接着办可以重新打开。",
                            "This need is closed already; it can be opened again."),
    "need_open": Sentence(409, "这件诉求还在办。", "This need is still open."),
    "handler_invalid": Sentence(422, "经办人要是本支部的同志，或在本支部任职的同志。",
                                "Whoever handles it must belong to the branch or have a duty there."),
    # Hand-offs
    "handoff_closed": Sentence(409, "这件请协助的事已经有了答复，或者已经收回。",
                               "This was answered or taken back already."),
    "handoff_open": Sentence(409, "这件请协助的事还没有答复。", "Nothing was answered yet."),
    "already_asked": Sentence(409, "这件事已经请支部协助了，还没有答复；不用再问一次。",
                              "The branch was asked this already and has not answered; there is no need to ask again."),
    "answer_known": Sentence(409, "系统里已经有这件事的答案，不用再问支部。",
                             "The records answer this already; there is no need to ask the branch."),
    # Contacts
    "contact_with_oneself": Sentence(422, "和自己的联系不用登记。", "Contact with oneself is not recorded."),
    "not_paired_then": Sentence(403, "那一天您不是这位党员的联络员，可以请支部书记代记。",
                                "You were not this member's liaison on that day; the secretary can record it."),
    "date_in_wrong_zone": Sentence(422, "时间和日期对不上（按北京时间算），请核对。",
                                   "The time lies on another day in the village's zone; please check."),
    "device_clock_ahead": Sentence(422, "手机的时间比实际快了一天以上，请先调准手机时间。",
                                   "The device's clock is more than a day ahead; please set it right first."),
    "contact_withdrawn": Sentence(409, "这条联系已经撤回了。", "This contact was taken back."),
    "contact_not_double": Sentence(409, "这条联系没有疑似重复的另一条。", "No other contact looks like this one."),
    "only_in_branch": Sentence(422, "联系的完成情况只在支部里看。", "These figures are for the branch itself only."),
    "pause_ended": Sentence(409, "这次暂停已经结束了。", "This pause has ended already."),
    # Dues, probation, transfers
    "dues_too_far_ahead": Sentence(422, "还不到登记这个月党费的时候。", "It is too early to record dues for that month."),
    "dues_before_joining": Sentence(422, "入党以前的月份没有党费，请核对。",
                                    "There are no dues from before joining; please check."),
    "dues_amount_missing": Sentence(422, "还不知道每月交多少，请先核定，或填上金额。",
                                    "The monthly amount is not known yet; please set it or enter an amount."),
    "dues_already_recorded": Sentence(409, "这几个月都登记过了。", "These months are on record already."),
    "dues_not_recorded": Sentence(409, "这几个月还没有登记，没有可更正的。", "Nothing is on record for these months to correct."),
    "not_on_probation": Sentence(409, "这位党员不在预备期。", "This member is not on probation."),
    "probation_step_taken": Sentence(409, "这一步已经登记过了，有误可以更正。",
                                     "This step is on record; if it is wrong, please correct it."),
    "probation_step_too_early": Sentence(409, "前面还有一步没有登记，请先补上。", "A step before this one is not on record yet."),
    "probation_not_over": Sentence(422, "预备期还没有满，请核对日期。", "The probation is not over on that day; please check."),
    "transfer_under_way": Sentence(409, "这位党员的组织关系正在转接中。", "A transfer of this member is under way already."),
    "transfer_step_impossible": Sentence(409, "现在不能办这一步，请看看最新状态。",
                                         "This step is not possible now; please look again."),
    "host_link_impossible": Sentence(422, "请写明报到的是哪个党组织。", "Please say which organisation it is."),
    # Contributions
    "contribution_decided": Sentence(409, "这件事已经办过了，要补充可以另记一条。",
                                     "This was dealt with already; please record a further line."),
    "campaign_ended": Sentence(409, "这次号召已经结束了。", "This call has ended already."),
    # Screening
    "screening_outside_window": Sentence(422, "这一天不在这个排查节点的日子里。", "This day does not lie in the window."),
    "screening_round_exists": Sentence(409, "这个节点已经有一轮排查了，接着做就好。",
                                       "There is a round for this window already; please go on with it."),
    "screening_round_closed": Sentence(409, "这一轮排查已经结束。", "This round is closed."),
    "screening_round_begun": Sentence(409, "这一轮已经有人问过了，不能作废，请照常结束。",
                                      "Somebody was asked after in this round; please close it instead."),
    "screening_left_before": Sentence(422, "这位同志在这一轮排查开始之前已经离开本支部，不在这一轮里。",
                                      "This member left the branch before the round began and is not part of it."),
    "screening_joined_after": Sentence(422, "这位同志是这一轮排查结束以后来的，不在这一轮里。",
                                       "This member came after the round was closed and is not part of it."),
    "screening_already_done": Sentence(409, "这位同志已经有人问过了。您记的还在，可以改成更正，也可以不要。",
                                       "Somebody screened this member already. Yours is kept: make it a correction, or leave it."),
    "screening_members_missing": Sentence(422, "还有同志没有问到，请写一句是什么原因。",
                                          "Some members are missing; please say why in one sentence."),
    # Pairings
    "pairing_oneself": Sentence(422, "自己不能做自己的联络员，请换一位。", "Nobody is their own liaison; please choose another."),
    "pairing_other_branch": Sentence(422, "结对的两位要在同一个支部。", "Both have to belong to this one branch."),
    "pairing_not_away": Sentence(422, "这位同志在家，报告拟外出以后再结对。",
                                 "This member is at home; a pairing can be made once a departure is reported."),
    "liaison_not_at_home": Sentence(422, "这位同志不在家，请在在家的同志里选联络员。",
                                    "This comrade is not at home; please choose a liaison who is."),
    "liaison_exempt": Sentence(422, "这位同志年老体弱，不安排联络任务，请换一位。",
                               "This comrade is exempt from duties; please choose another."),
    "liaison_suspended": Sentence(422, "这位同志眼下不能当联络员，请换一位。",
                                  "This comrade cannot be a liaison at present; please choose another."),
    "liaison_elsewhere": Sentence(422, "在外联络员要和党员在同一个地方。",
                                  "A liaison away has to be at the same place as the member."),
    "pairing_needs_home": Sentence(422, "先要有一位在家的联络员，再请在外的同志帮着联系。",
                                   "A liaison at home comes first; one away may stand beside."),
    "pairing_exists": Sentence(409, "这两位在这段时间里已经结对了。", "These two are paired in that time already."),
    "pairing_lead_overlaps": Sentence(409, "这段时间已有一位牵头的联络员，一次只能有一位。",
                                      "Another liaison leads in that time; there is one at a time."),
    "pairing_lead_at_home": Sentence(422, "牵头的联络员要是在家的同志。", "The liaison who leads is one at home."),
    "pairing_ended": Sentence(409, "这个结对已经结束了。", "This pairing has ended already."),
    "pairing_not_ended": Sentence(409, "这个结对没有结束，不用恢复。", "This pairing has not ended."),
    "bond_withdrawn": Sentence(409, "这条关系已经撤下了。", "This tie was taken back already."),
    "bond_oneself": Sentence(422, "请选两位不同的同志。", "Please choose two different people."),
    # Feasts and visits
    "window_unknown": Sentence(422, "没有这个节日慰问。", "There is no such visiting window."),
    "date_outside_window": Sentence(422, "这一天不在这次慰问的日子里，可以记为日常走访。",
                                    "This day lies outside the window; it can be recorded as an ordinary visit."),
    "not_in_plan": Sentence(409, "这位同志现在不在走访名单里，可以直接记一次走访。",
                            "This member is not in the plan now; a visit can be recorded all the same."),
    "visit_void": Sentence(409, "这次走访已注明记错了。", "This visit was marked as recorded by mistake."),
    "picture_kind_refused": Sentence(422, "照片请用 JPG 或 PNG。", "A picture has to be a JPEG or a PNG."),
    "photo_needs_consent": Sentence(422, "还没有本人同意，先不放照片；照片不是必须的。",
                                    "There is no consent for pictures yet; a visit needs none."),
    # Rosters and files
    "roster_not_a_workbook": Sentence(422, "这个文件不是 Excel 表格或 CSV,请另存为 .xlsx 再传。",
                                      "This file is neither a workbook nor CSV; please save it as .xlsx."),
    "roster_encrypted": Sentence(422, "表格设了密码，请去掉密码再传。", "The workbook has a password; please remove it."),
    "roster_too_large": Sentence(422, "表格太大，请分成几份再传。", "The workbook is too large; please split it."),
    "roster_no_header": Sentence(422, "没有找到表头(至少要有“姓名”一列)。", "No header row was found (姓名 at least)."),
    "roster_column_twice": Sentence(
        422, "“姓名”一栏出现了两次，请只保留一栏。", "There are two columns for the name; please keep one."
    ),
    "roster_empty": Sentence(422, "表里没有人员。", "The sheet holds no people."),
    "roster_stale": Sentence(409, "预览之后资料有变化，请重新预览一次。",
                             "The data changed since the dry run; please make a new one."),
    "roster_not_checked": Sentence(409, "还没有预览完，请稍等。", "The dry run is not finished yet."),
    "attachment_differs": Sentence(409, "这个编号下已有别的文件。", "Another file is stored under this id."),
    "attachment_broken": Sentence(422, "文件没有传完整，请重传。", "The file did not arrive whole; please send it again."),
    "attachment_missing": Sentence(422, "文件还没有传上来。", "The file has not arrived yet."),
    # Organisation life
    "training_closed": Sentence(409, "会议记录已经定了；要改请写更正，原来的文字会保留。",
                                "The minutes are closed; a correction changes them and keeps the old text."),
    "training_not_closed": Sentence(409, "会议记录还没有定，直接改就可以。",
                                    "The minutes are not closed yet; simply change them."),
    "training_called_off": Sentence(409, "这次会议已经取消。", "This meeting was called off."),
    "training_not_yet": Sentence(409, "会还没有开，到时候再登记。", "The meeting has not begun yet; please record it then."),
    "training_over": Sentence(409, "会已经开过了，不用再取消。", "The meeting has been held; there is nothing to call off."),
    "minutes_missing": Sentence(422, "还缺会议记录：请先写上主持人、记录人和会议内容。",
                                "Minutes are missing: please write host, recorder and content first."),
    "attendance_missing": Sentence(422, "还没有登记到会的人，请先勾选。",
                                   "Nobody is recorded as present yet; please tick who came."),
    "votes_too_many": Sentence(422, "票数比能表决的人数多，请核对。",
                               "There are more votes than people who may vote; please check."),
    "meeting_code_wrong": Sentence(422, "会议码不对，请再看一看。", "The meeting's code is not right; please look again."),
    "meeting_code_not_now": Sentence(409, "会议码只在会议前后有效。没有参加上的，可以登记补学。",
                                     "The code works around the meeting only; a missed meeting can be made up."),
    "not_of_the_branch": Sentence(422, "这位同志那天不在本支部。", "This member was not in the branch on that day."),
    "exclusion_needs_dates": Sentence(422, "不计入应到，要写明上级同意和党员大会表决的日期。",
                                      "To leave somebody out, please give the days of consent and of the vote."),
    "opinion_too_late": Sentence(422, "书面意见要在会前交来才算一票。", "A written opinion counts if it came before the meeting."),
    "nothing_to_make_up": Sentence(409, "这次会已经参加了，不用补学。", "This meeting was attended; there is nothing to make up."),
    "make_up_decided": Sentence(409, "这次补学已经确认过了。", "This has been confirmed already."),
    "material_kind_refused": Sentence(422, "请用 PDF、Word、Excel、PPT、图片或文本文件。",
                                      "Please use a PDF, an Office file, a picture or plain text."),
    "material_too_large": Sentence(422, "文件太大，请压缩后再传。", "The file is too large; please make it smaller."),
    # Books
    "nothing_new_to_print": Sentence(409, "上次打印之后没有新的记录，不用续打。", "Nothing new since the last print."),
    "print_not_continued": Sentence(422, "这份打印不能接着打，请整本重打。", "This print cannot be gone on with; print it whole."),
    "register_too_large": Sentence(422, "这一册太大，请按季度或按支部打印；检查资料包在后台做，多大都行。",
                                   "Too large for one print: choose a quarter or a branch. A pack may be any size."),
    "pack_not_ready": Sentence(409, "资料包还没有做好，请稍等。", "The pack is not ready yet; please wait."),
    "pack_gone": Sentence(409, "资料包只保留七天，请重新生成。", "A pack is kept for seven days; please make a new one."),
    # Other systems
    "outgoing_address_refused": Sentence(
        422, "这个地址不能用：要 https 开头、在公网上的地址。", "This address cannot be used: it has to be a public one with https."
    ),
    # Other systems
    "grant_type_unsupported": Sentence(400, "只支持 client_credentials。", "Only client_credentials is supported."),
    "scope_not_held": Sentence(400, "要的范围里有没给这个系统的。", "The wanted scope goes beyond what this system was given."),
    "scope_too_wide": Sentence(403, "您自己不能做的事，不能交给外部系统去做。",
                               "What you may not do yourself cannot be given to another system."),
    "client_revoked": Sentence(409, "这个接入已经停用。", "This connection has been revoked already."),
    "feed_cursor_invalid": Sentence(422, "这个位置(cursor)不是这里给出的，或属于别的组织。请从头读，或用上次给出的。",
                                    "This cursor was not given out here, or belongs to another node; use your last one."),
    "feed_position_ahead": Sentence(422, "这本日志还没有到这个位置，可能从备份恢复过，请从这一期的开头读。",
                                    "The journal is not that far; it may have been restored. Read from the epoch's beginning."),
    "webhook_too_many": Sentence(409, "这个组织的推送地址已经够多了，请先停用不用的。",
                                 "This organisation has as many webhooks as it may; please end one first."),
    # Jobs
    "job_finished": Sentence(409, "这项任务已经结束，不能再取消。", "This job has ended and cannot be stopped any more."),
    "job_not_retryable": Sentence(409, "这项任务不用重试：它没有失败，或者再试也是一样的结果。",
                                  "Nothing to try again: the job has not failed, or would end the same way."),
    # Settings
    "reminder_hour_quiet": Sentence(422, "这个时间不打扰人，请换一个钟点。",
                                    "Nobody is disturbed at this hour; please choose another."),
    "robot_address_odd": Sentence(422, "这不是这个平台的机器人地址，请从群机器人的设置里整条复制。",
                                  "This is no robot's address of that platform; please copy it whole from the robot's settings."),
    "robot_secret_missing": Sentence(422, "钉钉机器人要选“加签”，并把密钥填在这里。",
                                     "A DingTalk robot has to be signed; please give its secret."),
    "robot_ended": Sentence(409, "这个机器人已经停用了。", "This robot was ended."),
    "robots_enough": Sentence(409, "这里已有五个机器人，请先停用一个。", "There are five robots here; please end one first."),
    "setting_unknown": Sentence(422, "没有这个设置。", "There is no such setting."),
    "setting_not_here": Sentence(422, "这个设置不能在这一级设。", "This setting cannot be set at this level."),
    "setting_value_invalid": Sentence(422, "设置的值不对。", "The value does not fit this setting."),
}  # fmt: skip


class Refusal(Exception):  # noqa: N818  it is an answer, not a fault
    """A request that is refused for a reason of the catalogue.

    errors: sentences by field path. more: further members of the problem body. headers: such as Retry-After.
    """

    def __init__(
        self,
        code: str,
        *,
        errors: dict[str, Any] | None = None,
        more: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = CATALOGUE[code]
        self.errors = errors
        self.more = more or {}
        self.headers = headers or {}
