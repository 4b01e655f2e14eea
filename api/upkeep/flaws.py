"""What a verification of the journal may find, with its sentences."""

from dataclasses import dataclass
from uuid import UUID

SENTENCES: dict[str, tuple[str, str]] = {
    "head_missing": ("日志没有账头。", "The journal has no head."),
    "head_differs": ("账头与最后一条不符，末尾可能少了条目。",
                     "The head and the last entry disagree; entries at the end may be gone."),
    "number_missing": ("这一条之前有条目缺失。", "An entry before this one is missing."),
    "link_broken": ("与上一条接不上。", "It does not follow from the entry before it."),
    "entry_altered": ("条目的内容被改过。", "The entry's content was altered."),
    "time_backwards": ("记录时间早于上一条。", "It is dated before the entry that precedes it."),
    "epoch_unfounded": ("新一期没有指明上一期的末尾。", "The new epoch does not name the end of the old one."),
    "table_unknown": ("条目指向一个没有的表。", "The entry names a table that does not exist."),
    "row_missing": ("条目写下的一行不见了。", "A row that the entry wrote is gone."),
    "row_altered": ("条目写下的一行被改过。", "A row that the entry wrote was altered."),
    "row_named_twice": ("同一行被两条条目写下。", "Two entries claim to have written this row."),
    "row_planted": ("有一行不是任何条目写下的。", "A row exists that no entry wrote."),
    "closing_altered": ("一行的作废时间被改过。", "The time at which a row was replaced was altered."),
    "erased_unfounded": ("一行的内容被清空，但没有删除申请的条目。",
                         "A row was blanked without an entry that erases it."),
    "current_altered": ("当前资料与最后一次记录不符，被改过。",
                        "The current row differs from its newest version: it was altered."),
    "current_missing": ("当前资料不见了。", "The current row is gone."),
    "current_planted": ("有一份当前资料不是任何条目写下的。", "A current row exists that no entry wrote."),
    "checkpoint_missing": ("留存的校验点所指的条目不见了。", "The entry that the kept checkpoint names is gone."),
    "checkpoint_differs": ("与留存的校验点不符。", "It differs from the kept checkpoint."),
}  # fmt: skip


@dataclass(frozen=True)
class Flaw:
    """One thing that is not as the journal says. Numbers are None where no entry can be named."""

    code: str
    node_id: UUID | None
    epoch: int | None = None
    number: int | None = None
    kind: str | None = None
    table: str | None = None
    row_id: UUID | None = None

    def sentence(self, language: str = "zh", node_name: str | None = None) -> str:
        """Say what was found and where, in `zh` or `en`."""
        zh, en = SENTENCES[self.code]
        where = node_name or str(self.node_id or "")
        row = f" [{self.table} {self.row_id}]" if self.table else ""
        if language == "en":
            entry = f", epoch {self.epoch} entry {self.number}" if self.number is not None else ""
            kind = f" ({self.kind})" if self.kind else ""
            return f"{where}{entry}{kind}: {en}{row}"
        entry = f"第 {self.epoch} 期第 {self.number} 条" if self.number is not None else ""
        kind = f"({self.kind})" if self.kind else ""
        return f"{where}{entry}{kind}:{zh}{row}"
