"""What a kind of import can take: its fields, and the names people give their columns."""

import re
import unicodedata
from dataclasses import dataclass

from siyu.imports.contracts import Kind


@dataclass(frozen=True)
class Field:
    """One thing a column may fill.

    Args:
        name: key in a mapping.
        names: column names it is known by, normalised (see ``normalise``), best first.
        looks: what its values look like (see ``looks.py``), for columns whose name says nothing.
        needed: the import cannot run without it; ``a|b`` groups need one of them.

    """

    name: str
    title: dict[str, str]
    names: tuple[str, ...]
    looks: str = ""
    needed: bool = False


def _field(
    name: str, zh: str, en: str, names: str, *, looks: str = "", needed: bool = False
) -> Field:
    known = tuple(normalise(text) for text in [zh, en, name, *names.split(",")] if text)
    return Field(name, {"zh": zh, "en": en}, known, looks, needed)


def normalise(name: str) -> str:
    """A column name as it is compared: no case, no spaces, no punctuation, full width made half."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


CUSTOMER = _field(
    "customer_id",
    "客户编号",
    "Customer",
    "customerid,custid,customerno,customernumber,userid,uid,user,memberid,buyerid,clientid,用户id,用户编号,客户id,客户号,买家id,会员id,顾客编号,顾客id,distinctid",
)
PEOPLE_IDENTIFIERS = (
    _field(
        "member_no",
        "会员号",
        "Member number",
        "会员卡号,会员编号,卡号,membercard,memberno,cardno,cardnumber,membershipno,loyaltynumber",
    ),
    _field(
        "phone",
        "手机号",
        "Phone",
        "手机,电话,手机号码,联系电话,联系方式,电话号码,mobile,mobilephone,phonenumber,tel,telephone,cellphone,收货电话,买家手机",
        looks="phone",
    ),
    _field(
        "email", "邮箱", "E-mail", "电子邮箱,邮件,邮箱地址,email,mail,emailaddress", looks="email"
    ),
    _field("unionid", "unionid", "Union id", "微信unionid,wechatunionid"),
    _field("openid", "openid", "Open id", "微信openid,wechatopenid,小程序openid"),
    _field(
        "external_userid", "企微外部联系人", "WeCom contact", "externaluserid,企微id,外部联系人id"
    ),
    _field(
        "anonymous_id", "匿名 id", "Anonymous id", "anonymousid,anonid,deviceid,设备id,cookieid"
    ),
)
IDENTIFIERS = (CUSTOMER, *PEOPLE_IDENTIFIERS)

_TIME = "时间,日期,date,time,timestamp,datetime,createdat,创建时间,ts"

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.orders: (
        _field(
            "order_id",
            "订单号",
            "Order number",
            "订单编号,订单id,单号,交易号,小票号,流水号,orderno,orderid,order,ordernumber,invoiceno,invoice,invoiceid,transactionid,receiptno,主订单编号",
        ),
        *IDENTIFIERS,
        _field(
            "time",
            "下单时间",
            "Order time",
            f"订单创建时间,订单时间,付款时间,支付时间,交易时间,成交时间,订单付款时间,orderdate,ordertime,orderedat,invoicedate,purchasedate,paidat,paymenttime,transactiondate,{_TIME}",
            looks="time",
            needed=True,
        ),
        _field(
            "product_id",
            "商品编号",
            "Product number",
            "商品id,货号,商品编码,商家编码,商品代码,productid,productno,itemid,item,stockcode,productcode,spu,asin",
        ),
        _field("sku", "SKU", "SKU", "sku编码,skuid,规格编码,skucode,条码,barcode"),
        _field(
            "name",
            "商品名称",
            "Description",
            "商品标题,宝贝标题,品名,商品,商品名,描述,productname,itemname,producttitle,title,product,名称",
        ),
        _field("category", "类目", "Category", "品类,分类,商品类目,商品分类,productcategory,类别"),
        _field(
            "quantity",
            "数量",
            "Quantity",
            "购买数量,商品数量,件数,qty,count,units,amountofitems,销量",
        ),
        _field(
            "price",
            "单价",
            "Unit price",
            "商品单价,价格,售价,商品价格,成交单价,unitprice,price,itemprice,saleprice",
        ),
        _field(
            "total",
            "金额",
            "Order total",
            "订单金额,实付金额,支付金额,总金额,实收金额,买家实际支付金额,成交金额,应付金额,amount,total,ordertotal,totalamount,revenue,paid,dollars,grandtotal",
        ),
        _field("currency", "币种", "Currency", "货币,currencycode"),
        _field("coupon", "优惠券", "Coupon", "优惠券码,优惠码,couponcode,promocode,vouchercode"),
        _field("country", "国家", "Country", "国家地区,countrycode,收货国家"),
        _field(
            "store",
            "门店",
            "Store",
            "门店编号,店铺,店铺名称,门店名称,storeid,storecode,shop,shopid",
        ),
        _field(
            "channel", "渠道", "Channel", "销售渠道,来源渠道,订单来源,平台,来源,source,platform"
        ),
    ),
    Kind.people: (
        *IDENTIFIERS,
        _field(
            "time",
            "注册时间",
            "Registered",
            f"入会时间,加入时间,registeredat,createdat,signupdate,joined,joinedat,{_TIME}",
            looks="time",
        ),
        _field(
            "trait:name",
            "姓名",
            "Name",
            "会员姓名,客户姓名,名字,fullname,customername,昵称,nickname",
        ),
        _field("trait:gender", "性别", "Gender", "sex"),
        _field(
            "trait:birthday", "生日", "Birthday", "出生日期,出生年月日,birthdate,dateofbirth,dob"
        ),
        _field("trait:city", "城市", "City", "所在城市,市"),
        _field("trait:province", "省份", "Province", "省,所在省份,state,region"),
        _field("trait:country", "国家", "Country", "countrycode"),
        _field("trait:address", "地址", "Address", "收货地址,详细地址,联系地址,streetaddress"),
        _field("tags", "标签", "Tags", "会员标签,客户标签,tag,labels"),
        _field(
            "consent",
            "是否同意营销",
            "Consent",
            "同意,营销同意,optin,subscribed,marketingconsent,订阅",
        ),
        _field(
            "store",
            "门店",
            "Store",
            "所属门店,归属门店,门店编号,storeid,storecode,homestore,开卡门店",
        ),
    ),
    Kind.events: (
        _field(
            "event",
            "事件",
            "Event",
            "事件名,事件名称,行为,eventname,eventtype,action,activity,动作",
        ),
        *IDENTIFIERS,
        _field(
            "time",
            "时间",
            "Time",
            f"事件时间,发生时间,eventtime,occurredat,{_TIME}",
            looks="time",
            needed=True,
        ),
        _field("message_id", "消息 id", "Message id", "messageid,eventid,insertid,事件id"),
        _field("properties", "属性", "Properties", "事件属性,params,payload,data", looks="json"),
    ),
    Kind.tags: (
        *IDENTIFIERS,
        _field("tag", "标签", "Tag", "标签名,标签名称,会员标签,tags,label,tagname", needed=True),
        _field("tag_group", "标签组", "Tag group", "标签分组,分组,group,taggroup"),
        _field(
            "expires_at",
            "到期时间",
            "Expires",
            "有效期,过期时间,expiresat,expiry,validuntil",
            looks="time",
        ),
    ),
    Kind.ad_spend: (
        _field(
            "time",
            "日期",
            "Date",
            f"投放日期,统计日期,day,reportdate,{_TIME}",
            looks="time",
            needed=True,
        ),
        _field(
            "channel",
            "渠道",
            "Channel",
            "媒体,平台,广告平台,投放渠道,source,platform,network,媒体平台",
            needed=True,
        ),
        _field(
            "campaign", "计划", "Campaign", "广告计划,计划名称,推广计划,campaignname,广告系列,活动"
        ),
        _field("campaign_id", "计划 id", "Campaign id", "campaignid,广告计划id"),
        _field(
            "cost",
            "花费",
            "Cost",
            "消耗,费用,金额,花费元,消费,spend,amount,amountspent,adspend,adcost",
            needed=True,
        ),
        _field(
            "impressions", "展现量", "Impressions", "展示,展现,曝光,曝光量,展示量,展示数,impr,views"
        ),
        _field("clicks", "点击量", "Clicks", "点击,点击数,click,linkclicks"),
        _field("currency", "币种", "Currency", "货币,currencycode"),
    ),
}

FREE_PREFIXES: dict[Kind, str] = {
    Kind.people: "trait:",
    Kind.orders: "property:",
    Kind.events: "property:",
    Kind.ad_spend: "property:",
}
"""Kinds that take further columns under names of the operator's own."""

NEEDED_ONE_OF: dict[Kind, tuple[str, ...]] = {
    Kind.people: tuple(field.name for field in IDENTIFIERS),
    Kind.tags: tuple(field.name for field in IDENTIFIERS),
    Kind.events: tuple(field.name for field in IDENTIFIERS),
    Kind.orders: ("price", "total"),
}
"""Of these, at least one needs a column."""
