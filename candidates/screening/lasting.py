"""Whether a sentence with one date tells of a job that lasts: "I was hired in 02/2022 ... and I am still there"."""

import re

_BEGUN = (
    r"(?:hired|joined|joining|started|starting|began|begun|entered|recruited|employed|angefangen|eingestellt|begonnen"
    r"|embauch[ée]e?|rejoint|commenc[ée]|entr[ée]e?|contratad[oa]|assunt[oa]|entrat[oa]|zatrudnion[ya])(?![^\W_])"
)
# Who began: the writer, as the subject or in the verb; a sentence without a subject is theirs too.
_BEGINS = re.compile(rf"(?i)\W*{_BEGUN}")
_I_BEGAN = re.compile(
    r"(?i)(?<![^\W_])(?:(?:i|ich|je|j['’]ai|j['’]ai été|yo|eu|io|ik|jag)(?: (?:was|got|have|been|wurde|habe|bin|fui|he|ho|sono|werd|ben|ai|été|suis)){0,2} "
    rf"(?:\w+ly )?{_BEGUN}|(?:ich wurde|ich habe|sono stat[oa]|j['’]ai été) (?:[\w./&-]+ ){{0,6}}{_BEGUN}"
    r"|(?:hired|employed|recruited) me|me contrat\w+|m['’](?:a|ont) embauch\w+|empec[ée]|comecei|ingres[ée])(?![^\W_])"
)
# ... and who is still there.
_STILL = re.compile(
    r"(?i)(?<![^\W_])(?:(?:i am|i['’]m) still (?:there|here|employed|with|working|at)|i still (?:am (?:there|here|employed|with)|work(?! on\b)|serve)"
    r"|(?:i|and) have (?:been|worked|stayed) (?:there|here|with them) (?:ever since|since|(?:to|until) (?:this day|today|now))"
    r"|i (?:have )?work(?:ed)?(?: (?:there|here))? (?:(?:to|until) (?:this day|today|now)|ever since)|i(?: am|['’]m| work) (?:there|here) (?:today|now)"
    r"|(?:bin|arbeite)(?: ich)?(?: (?:dort|da|hier))? (?:bis heute|seitdem|noch immer|immer noch)|ich (?:bis heute|noch immer|immer noch) (?:bin|arbeite)"
    r"|j['’]y (?:suis|travaille) (?:encore|toujours)|sigo (?:ah[ií]|all[ií]|aqu[ií]|trabajando)|trabajo (?:ah[ií] |all[ií] |aqu[ií] )?hasta hoy"
    r"|ainda (?:estou|trabalho)|trabalho (?:l[aá] )?at[ée] hoje|ci lavoro (?:ancora|tuttora)|(?:werk|ben) (?:ik )?(?:er |daar |hier )?nog steeds"
    r"|pracuj[ęe] (?:tam )?(?:do dzi[śs]|nadal)|nadal (?:tam )?pracuj[ęe])(?![^\W_])"
)
_SENTENCE_END = re.compile(r"[.!?;]\s|\n[ \t]*\n")
_AHEAD, _BEHIND = 240, 120


def lasts(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a date (its offsets) says that a job began then and goes on."""
    stop = _SENTENCE_END.search(text, end, end + _AHEAD)
    behind = text[end : stop.start() if stop is not None else end + _AHEAD]
    if _STILL.search(behind) is None:
        return False
    before = _SENTENCE_END.split(text[max(0, start - _BEHIND) : start])[-1]
    return _BEGINS.match(before) is not None or _I_BEGAN.search(f"{before} {behind}") is not None
