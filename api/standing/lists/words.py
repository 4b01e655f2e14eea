"""The sentences of what the clocks themselves do not say: transfers, host branches, the national system."""

from datetime import date
from typing import Any

from api.standing.transfers.letter import TransferState
from api.standing.words import Language, write_day

Pair = tuple[str, str]

TRANSFER: dict[TransferState, Pair] = {
    TransferState.PLANNED: (
        "拟转往{to}，还没有开介绍信。",
        "To be transferred to {to}; the letter is not written yet.",
    ),
    TransferState.LETTER_ISSUED: (
        "转往{to}的介绍信已开，有效期到{until}。",
        "The letter to {to} is written and holds until {until}.",
    ),
    TransferState.IN_TRANSIT: (
        "正在转往{to}，介绍信有效期到{until}。没接收前仍在本支部名册上。",
        "On the way to {to}; the letter holds until {until}. Until it is received the member stays on this roll.",
    ),
    TransferState.OVERRUN: (
        "转往{to}的介绍信有效期到{until}，还没有接收的记录。请问一问对方，需要时重新开具。",
        "The letter to {to} held until {until}, and no receipt is on record. Please ask, and write a new one if needed.",
    ),
    TransferState.RECEIVED: (
        "{to}已接收。核对回执后，可以办理转出。",
        "{to} has received it. After a look at the receipt the member can be taken off the roll.",
    ),
}

HOST: dict[str, Pair] = {
    "not_contacted": (
        "在外有一段时间了，还没有同流入地党组织联系。",
        "Away for some time, and the branch at that place has not been contacted yet.",
    ),
    "contacted": (
        "同流入地党组织联系过了，还没有报到的记录。",
        "The branch at that place was contacted; no registration there is on record yet.",
    ),
}

REGISTRATION: dict[str, Pair] = {
    "enter": ("还没有登记到全国系统。", "Not in the national system yet."),
    "change": ("情况有变化，全国系统里要更新。", "Something changed; the national system needs an update."),
    "end": (
        "已结束外出，全国系统里要结束流动。",
        "The time away has ended; the national system is to say so.",
    ),
}


def say(pair: Pair, language: Language, **values: Any) -> str:
    """Write a sentence in the reader's language, days written out."""
    told = {
        name: write_day(value, language) if isinstance(value, date) else value or ""
        for name, value in values.items()
    }
    return pair[0 if language == "zh" else 1].format(**told)
