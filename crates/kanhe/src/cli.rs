//! The command line: what can be asked.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// 勘合: reads, checks and scores budget-performance self-evaluations (绩效自评).
#[derive(Debug, Parser)]
#[command(name = "kanhe", version, about = "勘合：读取、核查、核算预算绩效自评报告\nKanhe: reads, checks and scores budget-performance self-evaluations", long_about = None)]
pub struct Cli {
    /// 输出语言 Language of messages (default: zh in a Chinese locale, else en)
    #[arg(long, global = true, value_enum, env = "KANHE_LANG")]
    pub lang: Option<LangArg>,
    /// 用这个目录里的规则 Use the rules of this folder instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR", env = "KANHE_POLICY")]
    pub policy: Option<PathBuf>,
    /// 着色 When to colour
    #[arg(long, global = true, value_enum, default_value_t = ColorArg::Auto)]
    pub color: ColorArg,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 读出报告里写了什么 Print what documents state, as printed
    Read(ReadArgs),
    /// 核查报告有什么问题 Print what is wrong with documents
    Check(CheckArgs),
    /// 按办法重新核算得分 Recompute the scores, every point explained
    Score(ScoreArgs),
    /// 解释一条核查规则 Explain a check code, e.g. KH301
    Explain {
        /// 代码 The code
        code: String,
    },
    /// 列出全部核查规则 List the checks
    Checks {
        /// 格式 Output format
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// 规则目录 Rule folders
    Policy {
        /// What to do with it.
        #[command(subcommand)]
        command: PolicyCommand,
    },
    /// 演示：核查随程序附带的参考报告 Check the bundled reference report
    Demo {
        /// 结果写到这个目录 Where to write the results
        #[arg(long, value_name = "DIR", default_value = "demo-out")]
        out: PathBuf,
    },
    /// 命令补全脚本 Print a shell completion script
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// 手册页 Print the manual page (roff)
    Man,
}

/// What to do with a rule folder.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// 检查规则目录有没有写错 Validate a rule folder
    Check {
        /// 规则目录 The folder
        dir: PathBuf,
    },
    /// 列出规则口径 List the rule profiles with place, kind and years
    List,
}

/// Which documents, and by which rules.
#[derive(Debug, Args)]
pub struct Input {
    /// 文件、目录、压缩包（zip）或邮件；- 表示标准输入 Files, folders, archives (zip), mails; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 同时处理几份；默认每个核一份 Documents worked on at the same time (default: one a core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// 一份最多读多少秒 Seconds that one document may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
    /// 一份最多用多少 MB 内存 MB of memory that one document may take
    #[arg(long, value_name = "MB", default_value_t = 2048, value_parser = clap::value_parser!(u64).range(128..=1_048_576))]
    pub memory: u64,
    /// 保存每份的结果，未改动的文件下次不再读 Keep the result of each document, and don't read again what did not change
    #[arg(long)]
    pub resume: bool,
    /// 结果保存在这个目录（同时启用 --resume）Keep them in this folder (implies --resume)
    #[arg(long, value_name = "DIR", env = "KANHE_CACHE")]
    pub cache: Option<PathBuf>,
}

/// Which rules apply.
#[derive(Debug, Args)]
pub struct Rules {
    /// 地区，如 cn/hunan/zhuzhou；默认由报告内容判断 Place; by default told from the document
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// 年度；默认取报告年度 Year; by default the report's own
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i32>,
}

/// `kanhe read`
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Which documents.
    #[command(flatten)]
    pub input: Input,
    /// 格式 Output format
    #[arg(long, value_enum, default_value_t = ReadFormat::Text)]
    pub format: ReadFormat,
}

/// `kanhe check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which documents.
    #[command(flatten)]
    pub input: Input,
    /// Which rules.
    #[command(flatten)]
    pub rules: Rules,
    /// 格式；默认由 --out 的后缀判断，否则为 text Output format (default: by the ending of --out, else text)
    #[arg(long, value_enum)]
    pub format: Option<CheckFormat>,
    /// 结果写到文件，如 结果.xlsx（多份文件的 html 写到目录）Write to this file (a folder for html of several documents)
    #[arg(long, short, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// 上年报告，核对年初结转与上年决算 Last year's report
    #[arg(long, value_name = "FILE")]
    pub prior: Option<PathBuf>,
    /// 对照报告，查雷同文字 Reports to compare the wording with
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub against: Vec<PathBuf>,
}

/// `kanhe score`
#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// Which documents.
    #[command(flatten)]
    pub input: Input,
    /// Which rules.
    #[command(flatten)]
    pub rules: Rules,
    /// 格式 Output format
    #[arg(long, value_enum, default_value_t = ReadFormat::Text)]
    pub format: ReadFormat,
}

/// Language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// Only on a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Formats of `read` and `score`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Formats of `checks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// The contract's JSON; a folder gives JSON Lines.
    Json,
    /// A self-contained page.
    Html,
    /// A workbook.
    Xlsx,
    /// SARIF 2.1.0.
    Sarif,
}
