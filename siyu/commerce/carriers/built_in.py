"""The carriers that a Chinese brand meets, with what their waybills usually look like.

Carriers publish no rule for their numbers and change them; the forms are wide on purpose: they catch a
number of another carrier, a digit too few, and what a spreadsheet makes of long numbers. Staff change
what does not fit.
"""

from .contracts import Carrier

SANDBOX = "SANDBOX"

LINK = "https://www.kuaidi100.com/chaxun?com={name}&nu={{waybill}}"
"""A public look-up that knows them all by names of its own; carriers move their own pages often."""

_USUAL: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("SF", "顺丰", "SF Express", "shunfeng", ("SF#{12,15}", "#{12}", "#{15}")),
    ("YTO", "圆通", "YTO Express", "yuantong", ("YT#{10,16}", "@{2}#{8,10}", "#{10,18}")),
    ("ZTO", "中通", "ZTO Express", "zhongtong", ("#{12,15}", "ZT#{12,14}")),
    ("STO", "申通", "STO Express", "shentong", ("#{12,15}", "STO#{10}")),
    ("YUNDA", "韵达", "Yunda Express", "yunda", ("#{13,15}", "YD#{13,15}")),
    ("JD", "京东", "JD Logistics", "jd", ("JD*{8,20}", "V*{10,18}", "#{10,15}")),
    ("EMS", "邮政 EMS", "EMS", "ems", ("@{2}#{9}@{2}", "#{13}")),
    ("JT", "极兔", "J&T Express", "jtexpress", ("JT#{13}", "#{12,15}")),
    ("DBL", "德邦", "Deppon", "debangkuaidi", ("DP@#{9,15}", "DP#{10,16}", "#{8,15}")),
)

BUILT_IN = (
    *(
        Carrier(
            code=code,
            name_zh=chinese,
            name_en=english,
            waybill_forms=forms,
            link=LINK.format(name=name),
            built_in=True,
        )
        for code, chinese, english, name, forms in _USUAL
    ),
    # It is nobody's: off until staff want to see parcels move.
    Carrier(
        code=SANDBOX,
        name_zh="沙盒快递",
        name_en="Sandbox carrier",
        waybill_forms=("SBX#{12}",),
        provider="sandbox",
        active=False,
        built_in=True,
    ),
)
