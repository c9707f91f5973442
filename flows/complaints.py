"""A wrong command line, said in Chinese."""

import re

_PHRASES = (
    (re.compile(r"Missing argument '?(.+?)'?\.?$"), "缺少参数 {}"),
    (re.compile(r"Missing option '?(.+?)'?\.?$"), "缺少选项 {}"),
    (re.compile(r"Missing command\.?$"), "缺少命令"),
    (re.compile(r"No such option:? '?(\S+?)'?(?:[ .].*)?$"), "没有 {} 这个选项"),
    (re.compile(r"No such command '?(.+?)'?\.(?: .*)?$"), "没有 {} 这个命令"),
    (re.compile(r"Option '?(.+?)'? requires an argument\.?$"), "选项 {} 后面要写值"),
    (re.compile(r"Got unexpected extra arguments? \((.+)\)$"), "多出的参数：{}"),
    (re.compile(r"Invalid value for (.+?): (.+)$", re.DOTALL), "{} 的值不对：{}"),
)


def in_chinese(message: str) -> str:
    """Return what the command line's parser complains of in Chinese; as it is where the phrase is unknown."""
    for pattern, phrase in _PHRASES:
        if found := pattern.match(message.strip()):
            return phrase.format(*found.groups())
    return message
