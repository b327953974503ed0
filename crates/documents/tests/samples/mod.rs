//! One of each paper, with invented people and companies. Shared by the tests and the example.

use std::num::NonZeroU16;

use chrono::NaiveDate;
use clerk_documents::*;

/// All samples with the name of their file.
pub fn all() -> Vec<(&'static str, Document)> {
    vec![
        ("acceptance", Document::AcceptanceNotice(acceptance())),
        ("acceptance-tolerant", Document::AcceptanceNotice(tolerant_acceptance())),
        ("materials", Document::MaterialsReceipt(materials(7))),
        ("materials-long", Document::MaterialsReceipt(materials(41))),
        ("correction", Document::CorrectionNotice(correction())),
        ("non-acceptance", Document::DecisionAgainst(against(Stage::NotAccepted))),
        (
            "refusal",
            Document::DecisionAgainst(against(Stage::Refused { accepted_on: date(2026, 11, 21) })),
        ),
        ("fee", Document::FeeReceipt(fee())),
        ("approval", Document::Licence(approval())),
        ("business", Document::Licence(business())),
        ("decision", Document::Licence(decision())),
        ("decision-cancelled", Document::Licence(of_sort(DecisionSort::Cancelled))),
        ("decision-filed", Document::Licence(of_sort(DecisionSort::Filed))),
        ("decision-reprint", Document::Licence(reprint(decision()))),
        ("business-reprint", Document::Licence(reprint(business()))),
    ]
}

pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the calendar")
}

/// A signed payload as long as the ones the desk makes.
const QR: &str = "WC1.eyJuIjoiMzIwMzAwLVNXLTIwMjYtMDAwMDEyIiwiZCI6IjIwMjYtMTEtMjMiLCJpIjoic2hhbmd3dS0wMSJ9.\
                  MEUCIQDr3nXQYQy8mYz7K2m0cB6n2m0Tq7n1T4m2b8Zk1k9G3wIgY5o0aQvXq3W0z1n7m6C5x4V3b2N1m0L9k8J7h6G5f4";

pub fn imprint(organ: &str, number: &str, barcode: &str) -> Imprint {
    Imprint {
        organ: organ.to_owned(),
        number: number.to_owned(),
        barcode: barcode.to_owned(),
        qr: QR.to_owned(),
        date: date(2026, 11, 23),
        journal: "12-a1b2c3d4".to_owned(),
        edition: Edition::Original,
        sample: true,
    }
}

fn facts() -> CaseFacts {
    CaseFacts {
        case_number: "gongshang-01-20261123-0012-7K3QX9".to_owned(),
        item_code: "shangwu-01".to_owned(),
        item_name: "外商投资企业设立审批".to_owned(),
        handling: Handling::Immediate,
        applicant: Applicant {
            name: "徐州示例精密机械有限公司".to_owned(),
            id_label: "统一社会信用代码".to_owned(),
            id_number: "91320300MA9YNGB03D".to_owned(),
            agent: Some("样本䶮（委托代理人）".to_owned()),
            phone: Some("0516-0000 0000".to_owned()),
        },
    }
}

fn counter() -> Counter {
    Counter {
        centre: "徐州市政府行政服务中心".to_owned(),
        window: "商务局 3 号窗口".to_owned(),
        clerk: "示例甲".to_owned(),
        phone: "0516-0000 0003".to_owned(),
        enquiry: "拨打 12345，或者扫描本页二维码".to_owned(),
    }
}

pub fn acceptance() -> AcceptanceNotice {
    AcceptanceNotice {
        imprint: imprint("徐州市商务局", "徐商受〔2026〕12号", "320300-SW-2026-000012"),
        facts: facts(),
        applied_on: date(2026, 11, 20),
        legal_basis: vec![
            "《中华人民共和国外资企业法》第六条".to_owned(),
            "《中华人民共和国行政许可法》第三十二条、第三十四条、第四十二条".to_owned(),
        ],
        statutory_limit: "20个工作日".to_owned(),
        promised_limit: "1个工作日（当场办结）".to_owned(),
        decide_by: Some(date(2026, 11, 24)),
        owed: vec![],
        counter: counter(),
    }
}

pub fn against(stage: Stage) -> DecisionAgainst {
    let AcceptanceNotice { imprint, facts, applied_on, legal_basis, counter, .. } = acceptance();
    let reason = "申请事项不属于本机关职权范围，请向市住房和城乡建设局申请（样本）。".to_owned();
    DecisionAgainst { imprint, facts, stage, applied_on, reason, legal_basis, counter }
}

pub fn of_sort(sort: DecisionSort) -> Licence {
    let mut licence = decision();
    if let LicenceBody::Decision(decision) = &mut licence.body {
        decision.sort = sort;
    }
    licence
}

pub fn tolerant_acceptance() -> AcceptanceNotice {
    let owed = |name: &str| OwedMaterial { name: name.to_owned(), due: date(2026, 12, 1) };
    AcceptanceNotice {
        owed: vec![owed("投资者资信证明（次要材料）"), owed("拟设企业住所使用证明复印件")],
        ..acceptance()
    }
}

pub fn materials(count: usize) -> MaterialsReceipt {
    let names = [
        "外商投资企业设立申请书",
        "投资者签署的企业合同、章程",
        "可行性研究报告",
        "投资者主体资格证明或者身份证明（境外投资者须经公证、认证）",
        "投资者资信证明",
        "拟任董事会成员名单及身份证明（示例人员：样本䶮、样本𠅤、样本㛃、样本𬭎）",
        "住所使用证明",
    ];
    let materials = (0..count)
        .map(|n| MaterialLine {
            name: names[n % names.len()].to_owned(),
            weight: if n % 7 < 5 { MaterialWeight::Main } else { MaterialWeight::Secondary },
            form: match n % 4 {
                0 => MaterialForm::Original,
                1 => MaterialForm::OriginalAndCopy,
                2 => MaterialForm::Copy,
                _ => MaterialForm::Electronic,
            },
            count: if n % 7 == 1 { 3 } else { 1 },
            received: n % 7 != 6,
            note: if n % 7 == 6 { "容缺，12月1日前补交".to_owned() } else { String::new() },
        })
        .collect();
    MaterialsReceipt {
        imprint: imprint("徐州市商务局", "徐商收〔2026〕12号", "320300-SW-2026-000012"),
        facts: facts(),
        materials,
        counter: counter(),
    }
}

pub fn correction() -> CorrectionNotice {
    let correction = |material: &str, problem: &str, remedy: &str| Correction {
        material: material.to_owned(),
        problem: problem.to_owned(),
        remedy: remedy.to_owned(),
    };
    CorrectionNotice {
        imprint: imprint("徐州市商务局", "徐商补〔2026〕5号", "320300-SW-2026-000012"),
        facts: facts(),
        applied_on: date(2026, 11, 20),
        corrections: vec![
            correction("投资者资信证明", "缺少", "提交开户银行出具的资信证明原件一份"),
            correction(
                "企业合同、章程",
                "第三页未签字；出资期限与申请书不一致（申请书为二年，章程为三年）",
                "由全体投资者签字，并使出资期限与申请书一致",
            ),
            correction("住所使用证明", "复印件未加盖公章", "加盖公章，并注明“与原件一致”"),
        ],
        reply_by: Some(date(2026, 12, 4)),
        legal_basis: vec!["《中华人民共和国外资企业法实施细则》第十条".to_owned()],
        counter: counter(),
    }
}

pub fn fee() -> FeeReceipt {
    let line = |name: &str, standard: &str, quantity, due_fen, payable_fen, exemption| FeeLine {
        name: name.to_owned(),
        standard: standard.to_owned(),
        quantity,
        due_fen,
        payable_fen,
        exemption,
    };
    FeeReceipt {
        imprint: imprint("徐州市工商行政管理局", "徐工商费〔2026〕108号", "320300-GS-2026-000108"),
        facts: CaseFacts {
            item_code: "gongshang-01".to_owned(),
            item_name: "内资企业设立登记".to_owned(),
            case_number: "320300-GS-2026-000108".to_owned(),
            ..facts()
        },
        payer: None,
        lines: vec![
            line(
                "企业设立登记费",
                "注册资本的 0.8‰",
                1,
                1_000_000,
                0,
                Some("小微企业免征（财税〔2014〕122号）".to_owned()),
            ),
            line("执照副本工本费", "每份 10 元", 3, 3_000, 3_000, None),
            line("档案查询复制费", "每页 0.15 元", 23, 345, 345, None),
            line("公告费", "每次 90 元", 1, 9_000, 9_000, None),
        ],
        payment: "银行卡".to_owned(),
        collector: "示例乙".to_owned(),
        reviewer: Some("示例丙".to_owned()),
        legal_basis: vec!["苏价费〔2012〕示例号".to_owned()],
        counter: Counter { window: "工商局 1 号窗口".to_owned(), ..counter() },
    }
}

fn licence(organ: &str, number: &str, barcode: &str, body: LicenceBody) -> Licence {
    Licence {
        imprint: imprint(organ, number, barcode),
        identifier: Some(
            "1.2.156.3005.2.11100000000013338W.11320300MB00000000.SAMPLE00000000000012.001.K"
                .to_owned(),
        ),
        authority: Some(Authority {
            signatory: "窗口首席代表 示例丁".to_owned(),
            grant: "徐商授〔2026〕3号 第二条第1款".to_owned(),
        }),
        body,
    }
}

pub fn approval() -> Licence {
    let investor = |name: &str, place: &str, contribution: &str| Investor {
        name: name.to_owned(),
        place: place.to_owned(),
        contribution: contribution.to_owned(),
    };
    licence(
        "徐州市商务局",
        "商外资徐府资字〔2026〕0012号",
        "320300-SW-2026-000012",
        LicenceBody::Approval(ApprovalCertificate {
            enterprise: "徐州示例精密机械有限公司".to_owned(),
            enterprise_foreign: Some("Xuzhou Sample Precision Machinery Co., Ltd.".to_owned()),
            address: "江苏省徐州市云龙区示例路 100 号示例大厦 8 层".to_owned(),
            kind: "中外合资企业".to_owned(),
            term: "二十年".to_owned(),
            investment_total: "2,800 万美元".to_owned(),
            registered_capital: "1,200 万美元".to_owned(),
            scope: "精密机械、数控机床及其零部件的研发、生产、销售和售后服务；自产产品及同类商品的进出口\
                    业务（不涉及国营贸易管理商品，涉及配额、许可证管理商品的，按国家有关规定办理申请）。"
                .to_owned(),
            investors: vec![
                investor("样本国际控股有限公司（Sample Holdings Ltd.）", "香港", "900 万美元"),
                investor("徐州示例装备集团有限公司", "江苏省徐州市", "300 万美元"),
            ],
            approved_on: date(2026, 11, 23),
        }),
    )
}

pub fn business() -> Licence {
    licence(
        "徐州市工商行政管理局",
        "320300202611230018",
        "320300-GS-2026-000018",
        LicenceBody::Business(BusinessLicence {
            credit_code: "91320300MA9EXMP13K".to_owned(),
            name: "徐州样本创意科技有限公司".to_owned(),
            kind: "有限责任公司（自然人投资或控股）".to_owned(),
            legal_representative: "样本𬭎".to_owned(),
            scope: "软件开发；信息技术咨询服务；数字内容制作服务（不含出版发行）；广告设计、制作、代理、发布；\
                    文化创意产品的设计与销售；会议及展览服务。（依法须经批准的项目，经相关部门批准后方可\
                    开展经营活动）"
                .to_owned(),
            registered_capital: "伍佰万元整".to_owned(),
            established_on: date(2026, 11, 23),
            term: Some("2026年11月23日至长期".to_owned()),
            address: "江苏省徐州市泉山区示例街道样本路 8 号大学生创业园 2 号楼 305 室".to_owned(),
        }),
    )
}

pub fn decision() -> Licence {
    let particular =
        |label: &str, value: &str| Particular { label: label.to_owned(), value: value.to_owned() };
    licence(
        "徐州市环境保护局",
        "徐环许〔2026〕77号",
        "320300-HB-2026-000077",
        LicenceBody::Decision(Decision {
            sort: DecisionSort::Granted,
            facts: CaseFacts {
                item_code: "huanbao-01".to_owned(),
                item_name: "建设项目环境影响评价审批".to_owned(),
                case_number: "320300-HB-2026-000077".to_owned(),
                handling: Handling::Promised,
                ..facts()
            },
            accepted_on: date(2026, 11, 18),
            legal_basis: vec![
                "《中华人民共和国环境影响评价法》第二十二条".to_owned(),
                "《建设项目环境保护管理条例》第九条".to_owned(),
            ],
            particulars: vec![
                particular("项目名称", "年产 500 台数控机床项目（示例）"),
                particular("建设地点", "徐州市云龙区示例工业园样本路 100 号"),
                particular("评价类别", "环境影响报告表"),
            ],
            conditions: vec![
                "施工期噪声执行《建筑施工场界环境噪声排放标准》（GB 12523-2011）。".to_owned(),
                "项目竣工后，依法组织环境保护设施验收。".to_owned(),
            ],
            validity: Some("2026年11月23日至2031年11月22日".to_owned()),
            counter: Counter { window: "环保局 2 号窗口".to_owned(), ..counter() },
        }),
    )
}

pub fn reprint(mut licence: Licence) -> Licence {
    licence.imprint.edition = Edition::Reprint { nth: NonZeroU16::MIN };
    licence
}
