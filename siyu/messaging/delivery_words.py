"""What an exported file calls things; the console says the same."""

from .contracts import DeliveryState, Reason

LANGUAGES = ("zh", "en")

TITLES = {
    "person": ("客户", "Person"),
    "name": ("姓名", "Name"),
    "phone": ("手机", "Phone"),
    "email": ("邮箱", "E-mail"),
    "variant": ("版本", "Version"),
    "state": ("状态", "State"),
    "reason": ("没有发的原因", "Why not sent"),
    "sent_at": ("发出时间", "Sent at"),
    "delivered_at": ("送达时间", "Delivered at"),
    "opened_at": ("打开时间", "Opened at"),
    "clicked_at": ("点击时间", "Clicked at"),
    "bounced_at": ("退回时间", "Bounced at"),
    "failed_at": ("失败时间", "Failed at"),
    "unsubscribed_at": ("退订时间", "Unsubscribed at"),
    "problem": ("渠道返回", "What the channel said"),
}
VARIANTS = {"holdout": ("对照组", "Hold-out")}
STATES = {
    DeliveryState.queued: ("待发", "Waiting"),
    DeliveryState.sending: ("正在发", "Being sent"),
    DeliveryState.sent: ("已发出", "Sent"),
    DeliveryState.failed: ("失败", "Failed"),
    DeliveryState.delivered: ("已送达", "Delivered"),
    DeliveryState.bounced: ("退回", "Bounced"),
    DeliveryState.opened: ("已打开", "Opened"),
    DeliveryState.clicked: ("已点击", "Clicked"),
    DeliveryState.suppressed: ("没有发", "Not sent"),
}
REASONS = {
    Reason.no_consent: ("没有同意接收", "Did not agree"),
    Reason.holdout: ("留作对照", "Held out"),
    Reason.capped: ("超过触达频控", "Over the frequency cap"),
    Reason.quiet: ("免打扰时段", "Quiet hours"),
    Reason.expired: ("活动已结束", "The campaign had ended"),
    Reason.no_address: ("没有联系方式", "No address"),
    Reason.unsubscribed: ("已退订", "Unsubscribed"),
    Reason.duplicate: ("与另一位是同一人", "Same person as another"),
    Reason.cancelled: ("活动被终止", "The campaign was ended"),
    Reason.erased: ("已抹除", "Erased"),
}
