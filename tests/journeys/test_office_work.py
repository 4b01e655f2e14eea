"""What an office does now and then: one phone for two people, records that look alike, decisions, duties, settings."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from api import clock
from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import sign_in
from tests.journeys.township import Township

SECRETARY = "向国梁"


def test_two_people_with_one_phone_and_one_password_say_who_they_are(
    township: Township, open_phone: OpenPhone
) -> None:
    husband, wife = township.person("黄建军"), township.person("冉春梅")
    assert husband["phone"] == wife["phone"]
    township.ask("冉春梅").write(
        "/auth/password", {"current_password": wife["password"], "new_password": husband["password"]}
    )

    page = open_phone("couple").pages[0]
    page.goto(township.url)
    page.get_by_label("手机号").fill(husband["phone"])
    page.get_by_label("密码").fill(husband["password"])
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="您是哪一位？")).to_be_visible()
    page.get_by_role("button", name="冉春梅").click()
    expect(page.get_by_role("heading", name="冉春梅同志")).to_be_visible()


def test_a_secretary_decides_about_records_that_look_alike(township: Township, desk: Page) -> None:
    asker = township.ask(SECRETARY)
    for name in ("田晓琴", "牟伟"):
        known = asker.read("/members", q=name)["items"][0]
        asker.write(
            "/members",
            {
                "organization_id": asker.me["organization_id"],
                "name": name,
                "kind": "full",
                "birth_date": known["birth_date"][:7],
                "confirmed_new": True,
            },
        )
    sign_in(desk, township, SECRETARY)
    desk.get_by_role("navigation", name="主菜单").get_by_role("link", name="党员", exact=True).click()
    desk.get_by_role("link", name="有 2 组资料可能是同一个人").click()

    pair = desk.locator("section.card").filter(has=desk.get_by_role("heading", name="牟伟"))
    pair.get_by_role("button", name="不是同一个人").click()
    expect(pair).to_have_count(0)

    pair = desk.locator("section.card").filter(has=desk.get_by_role("heading", name="田晓琴"))
    pair.get_by_role("button", name="是同一个人，合并").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="合并", exact=True).click()
    expect(dialog.get_by_text("请选留下哪一份。")).to_be_visible()
    dialog.get_by_role("radio", name="，有账号").check()
    dialog.get_by_role("button", name="合并", exact=True).click()
    expect(desk.get_by_text("没有可能重复的资料")).to_be_visible()
    assert len(asker.read("/members", q="田晓琴")["items"]) == 1
    assert len(asker.read("/members", q="牟伟")["items"]) == 2


def test_a_secretary_records_a_decision_and_corrects_a_time_away_on_a_basis(
    township: Township, desk: Page
) -> None:
    asker = township.ask(SECRETARY)
    member = asker.read("/members", q="罗大勇")["items"][0]["id"]
    sign_in(desk, township, SECRETARY)
    desk.goto(f"{township.url}/members/{member}")
    desk.get_by_role("button", name="记下组织的决定").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="流动党员")).to_be_checked()
    dialog.get_by_role("button", name="记下来").click()
    expect(dialog.get_by_text("请写依据。")).to_be_visible()
    dialog.get_by_label("依据").fill("支委会已核对")
    dialog.get_by_role("button", name="记下来").click()
    expect(desk.get_by_text("可确认为流动党员。")).to_have_count(0)

    desk.get_by_role("button", name="更正", exact=True).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("务工单位").fill("自家货车")
    dialog.get_by_label("依据").fill("与本人电话核对")
    dialog.get_by_role("button", name="记下来").click()
    expect(desk.get_by_text("已更正，原来的记载也留着。")).to_be_visible()
    standing = asker.read(f"/members/{member}/standing")
    assert (standing["confirmed_state"], standing["away"]["employer"]) == ("floating", "自家货车")


def test_the_administrator_begins_at_the_accounts_and_a_setting_holds_from_the_day_it_names(
    township: Township, desk: Page
) -> None:
    sign_in(desk, township, "舒平")
    expect(desk.get_by_role("heading", name="账号与职责")).to_be_visible()
    desk.get_by_role("button", name="给一个职责").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("在哪里").select_option("桂花坪村党支部")
    dialog.get_by_role("radio", name="新来的人").check()
    dialog.get_by_label("姓名").fill("简一凡")
    dialog.get_by_label("手机号").fill("19900000777")
    dialog.get_by_role("radio", name="记录员").check()
    dialog.get_by_role("button", name="给他").click()
    line = desk.get_by_role("listitem").filter(has_text="简一凡")
    expect(line).to_contain_text("记录员")
    line.get_by_role("button", name="结束").click()
    desk.get_by_role("dialog").get_by_role("button", name="结束", exact=True).click()
    expect(line).to_have_count(0)

    tomorrow = clock.today() + timedelta(days=1)
    desk.get_by_role("navigation", name="主菜单").get_by_role("link", name="设置").click()
    desk.get_by_role("button", name="改 多少天没有联系列入疑似失联").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("定为").fill("500")
    dialog.get_by_role("button", name="记下来").click()
    expect(dialog.get_by_text("请填 30 到 366 之间的整数。")).to_be_visible()
    dialog.get_by_label("定为").fill("60")
    dialog.get_by_label("哪天起算").fill(str(tomorrow))
    dialog.get_by_role("button", name="记下来").click()
    setting = desk.get_by_role("listitem").filter(has_text="多少天没有联系列入疑似失联")
    expect(setting).to_contain_text("起改为60 天")
    expect(setting.get_by_role("strong")).to_have_text("90 天")


def test_a_secretary_hands_the_acts_over_for_two_weeks_and_takes_them_back(
    township: Township, desk: Page
) -> None:
    sign_in(desk, township, SECRETARY)
    desk.get_by_role("navigation", name="主菜单").get_by_role("link", name="账号与职责").click()
    desk.get_by_role("button", name="委托代办").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("委托给").fill("覃秀芝")
    dialog.get_by_role("button", name="覃秀芝").click()
    dialog.get_by_role("button", name="委托", exact=True).click()
    line = desk.get_by_role("listitem").filter(has_text="受向国梁委托代办")
    expect(line).to_contain_text("覃秀芝")
    line.get_by_role("button", name="结束").click()
    desk.get_by_role("dialog").get_by_role("button", name="结束", exact=True).click()
    expect(line).to_have_count(0)
