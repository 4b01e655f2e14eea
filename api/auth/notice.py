"""The notice that people read before their data is kept (domain §12): what, what for, who sees it, and that no costs nothing.

A changed meaning needs a new VERSION; consents name the version that was read.
"""

VERSION = "2026-11"

NOTICE = {
    "version": VERSION,
    "zh": {
        "title": "个人信息告知",
        "paragraphs": [
            "支部登记您的姓名、性别、出生年月、联系电话、外出的省市县，用来与您保持联系、管理外出。党员身份是敏感信息，我们按敏感信息保护。",
            "只有您所在支部的书记、记录员和镇里的组织委员能看，检查时检查人员也能看；号码平时只显示一部分，看完整号码会留下记录。",
            "谁看过您的资料，您随时能查；写错了可以要求更正，也可以要求删除。",
            "身份证号、照片和困难情况要另外征得您同意。不收集您的定位。",
            "不同意也没关系：您可以用纸质报告，由支部代为登记，待遇不变。",
        ],
    },
    "en": {
        "title": "How your data is used",
        "paragraphs": [
            (
                "The branch records your name, sex, birth date, phone, and the county you are away in, to keep in touch "
                "and look after members who are away. That you are a member is itself protected as sensitive."
            ),
            (
                "Only your branch secretary, the recorder and the township officer can read it, and auditors when they "
                "inspect; numbers are partly hidden, and showing them in full leaves a trace."
            ),
            "You can always see who read your record, and ask for corrections or deletion.",
            "Your ID number, photos and hardships need a separate consent. Your location is never collected.",
            "Refusing is fine: you can report on paper and the branch records it for you; nothing is lost to you.",
        ],
    },
}
