"""Words of titles, headings and tables that a line break should not tear.

Chinese writes no spaces, so a title broken anywhere may read as another word (参保证明 torn after
保证). The words here are those that services, certificates and registers are named with; what is
not listed breaks between any two characters.
"""

from __future__ import annotations

from typing import Final

_WORDS = (
    "个人 居民 企业 职工 老年人 残疾人 家庭 儿童 城乡 社区 街道 政务 公共 社会 灵活就业 户籍 "
    "身份证 居住证 出生 死亡 婚姻 结婚 离婚 房屋 房产 不动产 住房 公租房 公积金 养老 医疗 "
    "失业 工伤 生育 医保 社保 保险 养老金 基金 津贴 补贴 补助 救助 低保 优待证 养老保险 "
    "医疗保险 失业保险 工伤保险 社会保险 参保 缴费 缴存 还款 提取 发放 支付 纳税 所得税 税额 "
    "收入 支出 费用 合计 累计 基本 最低 生活 保障 高龄 临时 特殊 就业 就医 租赁 转移 变更 "
    "注销 抵押 证明 证书 凭证 凭条 回执 记录 记录单 明细 清单 权益 信息 情况 状态 结果 进度 "
    "查询 打印 出具 开具 登记 申报 申请 办理 预约 接待 调解 备案 领取 受理 审核 批准 提交 "
    "转办 工作人员 保存 网络 恢复 单位 名称 代码 信用 机构 类别 业务 类型 账户 金额 年月 "
    "月份 日期 时间 期间 项目 编号 基数 有限 公司 银行 支行 医院 中心 学校 科技 管理局 分局 "
    "服务 深圳市 罗湖区 奖金 工资 薪金 一次性 门诊 住院 "
    "手机 扫描 核验 任意 自助 终端 示例 人力资源 住房和建设 监督 街道办事处 建设局 民政局 税务局"
)
TITLE_WORDS: Final = tuple(sorted(_WORDS.split(), key=len, reverse=True))
"""Longest first, so that the longest one that stands at a place is found."""
