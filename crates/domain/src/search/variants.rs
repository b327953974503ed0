//! One character for all that are written for it: 國 and 国, 戶 and 戸 and 户, 〇 and 零.
//!
//! For finding alone: what is kept, shown and printed stays as it was typed. Several characters may
//! be one here that are two words elsewhere (后 and 後, 范 and 範); a list is then longer, and lacks
//! nothing. Left out on purpose are characters that the table of 2013 made standard again for names
//! (喆, 堃, 淼, 昇, 犇 and others): 哲 and 喆 are two names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

// Each word is a group: the character that stands for all of it, then the others.

/// 繁体字 and the forms that the state's table sets aside, with what it writes in their place. The
/// class is annex 1 of 通用规范汉字表 (State Council, 2013). Its own text was not read: each pair was
/// held against the Unihan database of Unicode 14.0 (`kSimplifiedVariant`, `kTraditionalVariant`) or a
/// published conversion table.
const TRADITIONAL: &str = "\
    万萬 与與 专專 业業 东東 丝絲 丽麗 举舉 义義 乌烏 乐樂 乔喬 习習 乡鄉 书書 买買 乱亂 争爭 于於
    亏虧 云雲 亚亞 产產産 亲親 亿億 仅僅 从從 仓倉 仪儀 们們 价價 众眾衆 优優 会會 伞傘 伟偉 传傳
    伤傷 伦倫 体體 余餘 佣傭 侠俠 侣侶 侨僑 侦偵 侧側 俊儁 俩倆 俭儉 债債 倾傾 偿償 储儲 儿兒 党黨
    兰蘭 关關 兴興 养養 兹茲 内內 册冊 写寫 军軍 农農 冯馮 冲沖衝 决決 况況 冻凍 净淨 凉涼 减減
    凤鳳 凭憑 凯凱 击擊 凿鑿 刘劉 则則 刚剛 创創 删刪 别別 制製 剑劍 剧劇 劝勸 办辦 务務 动動 励勵
    劲勁 劳勞 势勢 勋勳 匀勻 区區 医醫 华華 协協 单單 卖賣 卢盧 卫衛 却卻 厂廠 厅廳 历歷曆 厉厲
    压壓 厌厭 厕廁 厘釐 厦廈 县縣 参參 双雙 发發髮 变變 叶葉 号號 叹嘆 后後 向嚮 吓嚇 吕呂 吗嗎
    启啟啓 吴吳 员員 呜嗚 响響 哗嘩譁 唤喚 园園 围圍 国國 图圖 圆圓 圣聖 场場 坏壞 块塊 坚堅
    坛壇罈 坝壩 坞塢 坟墳 坠墜 垒壘 垦墾 垫墊 堕墮 墙牆墻 壮壯 声聲 壳殼 壶壺 处處 备備 复復複
    够夠 头頭 夹夾 夺奪 奋奮 奖獎奬 妆妝 妇婦 妈媽 姜薑 娄婁 娅婭 娇嬌 娱娛 娲媧 娴嫻 婴嬰 婵嬋
    嫔嬪 孙孫 学學 宁寧 宝寶 实實 审審 宪憲 宫宮 宽寬 宾賓 对對 寻尋 导導 寿壽 将將 尔爾 尘塵 尝嘗
    尧堯 层層 属屬 屿嶼 岁歲 岂豈 岗崗 岚嵐 岛島 岭嶺 岳嶽 峡峽 巩鞏 币幣 帅帥 师師 帐帳 帘簾 带帶
    帮幫 干幹乾 并並併 广廣 庄莊 庆慶 库庫 应應 庙廟 庞龐 废廢 开開 异異 弃棄 张張 弥彌瀰 弯彎
    弹彈 强強 归歸 当當 录錄彔 彦彥 彻徹 径徑 御禦 忆憶 志誌 忧憂 怀懷 态態 怜憐 总總 恋戀 恳懇
    恒恆 恶惡 悦悅 悬懸 惊驚 惩懲 惯慣 愿願 慑懾 戏戲 战戰 户戶 扑撲 执執 扩擴 扫掃 扬揚 扰擾 抚撫
    抢搶 护護 报報 担擔 拟擬 拥擁 择擇 挂掛 挚摯 挡擋 挤擠 挥揮 损損 换換 据據 掳擄 摄攝 摆擺 撑撐
    敌敵 数數 斋齋 斗鬥 断斷 无無 旧舊 时時 旷曠 昙曇 昼晝 显顯 晋晉 晒曬 晓曉 晔曄 晕暈 晖暉 暂暫
    术術 机機 杀殺 杂雜 权權 杨楊 条條 来來 杰傑 松鬆 板闆 极極 构構 枢樞 枣棗 枫楓 柜櫃 标標 栈棧
    栋棟 栏欄 树樹 样樣 桥橋 桦樺 桧檜 档檔 梦夢 检檢 楼樓 横橫 樱櫻 欢歡 欧歐 歼殲 残殘 殴毆 毁毀
    毕畢 气氣 汇匯彙 汉漢 汤湯 沟溝 没沒 沣灃 沥瀝 沧滄 沪滬 沈瀋 泪淚 泽澤 泾涇 洁潔 洒灑 浅淺
    浆漿 测測 济濟 浏瀏 浑渾 浓濃 浔潯 涂塗 涛濤 涟漣 润潤 涨漲 渊淵 渐漸 渔漁 温溫 湾灣 湿濕溼
    满滿 滚滾 滞滯 滤濾 滨濱 漓灕 潇瀟 潜潛 澜瀾 灭滅 灯燈 灵靈 灿燦 炉爐鑪 炜煒 炼煉 炽熾 烁爍
    烂爛 烛燭 烟煙 烦煩 烧燒 烨燁 热熱 焕煥 爱愛 爷爺 犹猶 独獨 狮獅 猎獵 玑璣 玛瑪 环環 现現 玺璽
    珐琺 珑瓏 琏璉 琐瑣 琼瓊 瑶瑤 璎瓔 电電 画畫 畅暢 畴疇 疗療 痒癢 盏盞 监監 盖蓋 盘盤 着著 矫矯
    矶磯 矿礦 码碼 砖磚 础礎 硕碩 确確 礼禮 祎禕 祯禎 祸禍 禄祿 离離 种種 秋鞦 积積 称稱 稳穩 穷窮
    窃竊 竞競 笔筆 笺箋 笼籠 筑築 筹籌 签簽籤 简簡 粮糧 系係繫 紧緊 纠糾 红紅 约約 级級 纪紀 纬緯
    纯純 纱紗 纲綱 纳納 纵縱 纷紛 纸紙 纹紋 纺紡 纽紐 线線綫 练練 组組 细細 织織 终終 绍紹 经經
    结結 绘繪 给給 络絡 绝絕絶 统統 绢絹 绣繡綉 继繼 绩績 绪緒 续續 绮綺 绯緋 绰綽 绳繩 维維 绵綿
    综綜 绿綠緑 缅緬 缆纜 缎緞 缓緩 编編 缘緣 缪繆 缴繳 网網 罗羅 罚罰 罢罷 羡羨 翘翹 耸聳 联聯
    聪聰 肃肅 肤膚 肾腎 肿腫 胜勝 胆膽 胡鬍 胶膠 脉脈 脑腦 腾騰 舆輿 舰艦 舱艙 艳豔 艺藝 节節 芦蘆
    芸蕓 苇葦 苍蒼 苏蘇囌 苹蘋 范範 茎莖 荐薦 荣榮 荧熒 荫蔭 药藥 莱萊 莲蓮 获獲穫 莹瑩 莺鶯 萝蘿
    萤螢 营營 萧蕭 萨薩 葱蔥 蒋蔣 蓝藍 蔷薔 蔼藹 蕴蘊 虏虜 虑慮 虚虛 虫蟲 虽雖 虾蝦 蚁蟻 蚕蠶 蛮蠻
    蜡蠟 蝉蟬 补補 装裝 裤褲 见見 观觀 规規 视視 览覽 觉覺 觞觴 触觸 计計 订訂 认認 讨討 让讓 训訓
    议議 讯訊 记記 讲講 许許 论論 设設 访訪 证證 评評 识識 诉訴 词詞 译譯 试試 诗詩 诚誠 话話 诞誕
    询詢 该該 详詳 语語 误誤 说說説 请請 诸諸 诺諾 读讀 课課 谁誰 调調 谅諒 谈談 谊誼 谋謀 谓謂
    谢謝 谣謠 谦謙 谨謹 谭譚 谱譜 谷穀 贝貝 贞貞 负負 贡貢 财財 责責 贤賢 败敗 账賬 货貨 质質 贩販
    购購 贮貯 贯貫 贰貳 贴貼 贵貴 贷貸 贸貿 费費 贺賀 贾賈 资資 赋賦 赌賭 赏賞 赐賜 赔賠 赖賴 赛賽
    赞贊讚 赠贈 赢贏 赵趙 趋趨 跃躍 践踐 踪蹤 车車 轨軌 轩軒 转轉 轮輪 软軟 轰轟 轴軸 轻輕 载載
    轿轎 较較 辅輔 辆輛 辈輩 辉輝 辑輯 输輸 辞辭 边邊 辽遼 达達 迁遷 过過 迈邁 运運 还還 这這 进進
    远遠 违違 连連 迟遲 适適 选選 逊遜 递遞 逻邏 遗遺 邓鄧 邝鄺 邬鄔 邮郵 邹鄒 邻鄰 郁鬱 郏郟 郑鄭
    郸鄲 酝醞醖 酱醬 酿釀 采採寀 释釋 里裏裡 鉴鑒鑑 针針鍼 钉釘 钊釗 钓釣 钟鐘鍾 钢鋼 钥鑰 钦欽
    钧鈞 钮鈕 钰鈺 钱錢 钻鑽 铁鐵 铃鈴 铅鉛 铎鐸 铜銅 铝鋁 铭銘 铺鋪 链鏈 销銷 锁鎖 锅鍋 锋鋒
    锐銳鋭 错錯 锡錫 锣鑼 锤錘 锦錦 键鍵 锻鍛 镁鎂 镇鎮鎭 镍鎳 镕鎔 镜鏡 长長 门門 闪閃 闭閉 问問
    闯闖 闲閒閑 间間 闵閔 闸閘 闹鬧 闻聞 闽閩 阁閣 阅閱閲 阎閻 阔闊 队隊 阳陽 阴陰 阵陣 阶階 际際
    陆陸 陇隴 陈陳 陕陝 险險 随隨 隐隱 隶隸 难難 雏雛 雾霧 霁霽 静靜 韦韋 韧韌 韩韓 韬韜 页頁 顶頂
    项項 顺順 须須鬚 顾顧 顿頓 颁頒 预預 领領 颇頗 频頻 颖穎 题題 颜顏顔 额額 风風 飘飄 飞飛 饭飯
    饮飲 饰飾 饱飽 饲飼 饼餅 馆館 馒饅 马馬 驭馭 驰馳 驱驅 驴驢 驶駛 驻駐 驼駝 驾駕 骄驕 骆駱 骋騁
    验驗 骏駿 骑騎 骥驥 鱼魚 鲁魯 鲍鮑 鲜鮮 鲤鯉 鲸鯨 鸟鳥 鸡雞鷄 鸣鳴 鸥鷗 鸭鴨 鸽鴿 鸿鴻 鹅鵝
    鹏鵬 鹤鶴 鹰鷹 麦麥 黄黃 齐齊 齿齒 龄齡 龙龍 龚龔 龟龜 团團糰 垄壟 夸誇 奥奧 姗姍 孪孿 恺愷
    怿懌 恽惲 惮憚 懒懶 拨撥 掷擲 搂摟 携攜 摊攤 敛斂 昆崑 枪槍 柠檸 栖棲 梁樑 桢楨 椭橢 榈櫚 毙斃
    沦淪 泷瀧 涡渦 渍漬 溅濺 潍濰 炀煬 牵牽 犊犢 猫貓 猪豬 玮瑋 疯瘋 瘫癱 盐鹽 睁睜 硚礄 碍礙 碱鹼
    窑窯 窝窩 竖豎 篮籃 篱籬 类類 粤粵 糁糝 纤纖縴 纫紉 纶綸 绅紳 绚絢 绛絳 绫綾 绸綢 缀綴 缇緹
    缔締 缙縉 缤繽 罂罌 耻恥 聂聶 职職 脍膾 脏臟髒 腊臘 艰艱 芗薌 芜蕪 荆荊 茕煢 荟薈 荪蓀 荡蕩盪
    蓟薊 蝇蠅 衅釁 袜襪 袭襲 讴謳 诏詔 诒詒 诠詮 诤諍 诩詡 谌諶 谕諭 谖諼 谧謐 谯譙 赉賚 赟贇 赣贛
    跷蹺 轶軼 辕轅 辙轍 迩邇 逦邐 邺鄴 郦酈 酽釅 钒釩 钛鈦 钜鉅 铠鎧 铨銓 铮錚 铿鏗 锂鋰 锌鋅 锗鍺
    锟錕 锷鍔 镑鎊 镛鏞 镭鐳 闫閆 闰閏 闳閎 闺閨 阀閥 阐闡 阑闌 阙闕 隽雋 靓靚 韵韻 颀頎 颂頌 颉頡
    颍潁 颐頤 颢顥 飒颯 飓颶 飙飆 饶饒 骁驍 骅驊 骊驪 骐騏 骞騫 鲲鯤 鸢鳶 鸾鸞 鹂鸝 鹃鵑 鹄鵠 鹉鵡
    鹊鵲 鹭鷺 黉黌 龛龕 峰峯 群羣 泛汎 杯盃 床牀 岩巖 游遊 迹跡蹟 咏詠 弦絃 碗椀 修脩 厨廚 秘祕
    核覈 栗慄 吊弔 戚慼 欣訢 玩翫 笋筍 脚腳 踊踴 雕鵰彫琱 唇脣 嘱囑 幸倖 才纔 朴樸 棱稜 欲慾 溪谿
    灾災 粽糉 缥縹 舍捨 蓑簑 钩鉤 锈銹 霉黴 饥飢饑 鳄鰐 亘亙 幂冪 愈癒 杠槓 橹櫓 污汙 注註 涌湧
    灶竈 璇璿 秆稈 管筦 辟闢 雇僱 鬓鬢 曲麯麴 教敎 真眞 为爲為 伪僞偽 税稅 脱脫 兑兌 兖兗 即卽
    既旣 摇搖 遥遙 秃禿 蜕蛻 颓頹頽 骈駢 么麼麽 叠疊 厩廄 凑湊 咸鹹 台臺檯颱 托託 丑醜 占佔 布佈
    周週 征徵 致緻 表錶 沾霑 毡氈 伙夥 仆僕 丰豐 仑侖崙 姹奼 尸屍 千韆 症癥 折摺 朱硃 咽嚥 吁籲
    皂皁 叙敘 克剋 蚀蝕 坂阪 回迴 栾欒 卤鹵 蒙矇濛懞 捣搗擣 阂閡 亩畝 棋棊 寝寢 绦絛縧 厢廂 逾踰
    札劄";

/// 异体字: other shapes of one character, as in 第一批异体字整理表 (1955). That table's text was not
/// read: each pair was held against Unihan 14.0 (`kSemanticVariant`, `kZVariant`).
const VARIANT: &str = "\
    耀燿 琅瑯 略畧 冰氷 仙僊 考攷 碗盌 稿稾 寇宼 凭凴 梅槑 鼓皷 霸覇 鹅鵞 兔兎 妊姙 愧媿 晰晳 暖煖
    概槩 檐簷 款欵 炮砲 照炤 焰燄 珍珎 瓶缾 睹覩 糕餻 绸紬 菇菰 蝶蜨 赞賛 辉煇 迫廹 邻隣 麻蔴 坑阬
    堤隄 塔墖 婿壻 德悳惪 敕勅 时旹 朵朶 果菓 柏栢 歌謌 犁犂 筱篠 绵緜 耕畊 迪廸 阴隂 雁鴈 麟麐
    丘坵 并竝 博愽 吟唫 咱喒 喧諠 回囘廻 场塲 妙玅 妆粧 寨砦 徭傜 愈瘉 昂昻 污汚 淳湻 煮煑 猿猨蝯
    璃瓈 碰掽 稚穉 翱翺 裙帬 襟衿 遍徧 靴鞾 户戸 吴呉 郎郞 乡鄕 俞兪 告吿 吞呑 研硏 缘縁 躲躱 隶隷
    骈騈 高髙 斗鬬鬪 黑黒 值値 龙竜 盐塩 关関 齐斉 国囯 皋臯 厩廐 参叅 準准 毡氊 效効 叙敍 克尅
    姊姉 涅湼 昵暱 凳櫈 亩畆 拿拏 糯稬 棋碁 锹鍫 融螎 糖餹 胸胷 勖勗 验騐 窑窰 野埜 冤寃 咒呪 樽罇";

/// Shapes that are standard in Japan (常用漢字表, 2010), held against a published conversion table.
const JAPANESE: &str = "\
    皋皐 艳艶 乘乗 净浄 晃晄 穗穂 慎愼 概槪 曾曽 绪緖 步歩 德徳 泽沢 滨浜 边辺 广広 惠恵 荣栄 经経
    济済 实実 图図 县県 团団 斋斎 樱桜 勋勲 鸡鶏 丰豊 岩巌 暨曁 庄荘";

/// Old shapes and popular ones that no source at hand confirms: **unverified**.
const UNVERIFIED: &str = "\
    侄姪 瓷甆 携擕 梅楳 桌槕 苏蘓 墩墪 船舩 懒嬾 球毬 瑰瓌 罚罸 艳豓 夜亱 宴醼 寓庽 崖崕 帆颿 箬篛
    蒂蔕 遁遯 鞍鞌 飘飃 妍姸 扬敭 浩澔 皓皜 祀禩 耽躭 清淸 尚尙 青靑 兑兊 屏屛 吉𠮷 国囶 昆崐 总縂
    背揹 岩嵒 效傚 桑桒 盘槃 勤懃 寝寑 享亯 野壄 园薗 簪簮 札剳 盏琖";

/// Zero as a Chinese digit, in its two shapes (GB/T 15835-2011; its text was not read).
const ZERO: &str = "零〇";

static STANDARD: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let tables = [TRADITIONAL, VARIANT, JAPANESE, UNVERIFIED, ZERO];
    let groups = tables.into_iter().flat_map(str::split_whitespace);
    let pairs = groups.flat_map(|group| {
        let mut characters = group.chars();
        let standard = characters.next();
        characters.filter_map(move |other| Some((other, standard?)))
    });
    pairs.collect()
});

/// The character that stands for this one in a comparison; most stand for themselves.
pub(super) fn standard(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    STANDARD.get(&character).copied().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::{JAPANESE, STANDARD, TRADITIONAL, UNVERIFIED, VARIANT, ZERO, standard};
    use std::collections::BTreeSet;

    #[test]
    fn what_is_mixed_up_is_one_character() {
        let groups = [
            "零〇",
            "国國囯",
            "户戶戸",
            "吕呂",
            "黄黃",
            "清淸",
            "启啟啓",
            "峰峯",
            "高髙",
            "吉𠮷",
            "陈陳",
            "刘劉",
            "张張",
            "赵趙",
            "吴吳呉",
            "叶葉",
            "真眞",
            "强強",
            "德徳",
            "斋齋斎",
        ];
        for group in groups {
            let all: BTreeSet<char> = group.chars().map(standard).collect();
            assert_eq!(all.len(), 1, "{group}");
        }
    }

    #[test]
    fn what_only_sounds_alike_is_not() {
        for pair in ["哲喆", "佑祐", "坤堃", "升昇", "未末", "己已", "王玉"] {
            let all: BTreeSet<char> = pair.chars().map(standard).collect();
            assert_eq!(all.len(), 2, "{pair}");
        }
    }

    /// A character in two groups would depend on their order, and one that stands for others and has
    /// another stand for it would be found by half of them.
    #[test]
    fn each_character_stands_in_one_place() {
        let mut seen = BTreeSet::new();
        for group in [TRADITIONAL, VARIANT, JAPANESE, UNVERIFIED, ZERO].map(str::split_whitespace) {
            for group in group {
                assert!(group.chars().count() > 1, "{group}");
                for other in group.chars().skip(1) {
                    assert!(seen.insert(other), "{other} twice");
                }
            }
        }
        for standard in STANDARD.values() {
            assert!(!seen.contains(standard), "{standard}");
        }
        assert!(seen.iter().all(|c| !c.is_ascii()));
    }
}
