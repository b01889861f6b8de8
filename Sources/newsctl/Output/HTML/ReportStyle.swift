/// How a report looks: light and dark, on a phone and on paper.
enum ReportStyle {
  static let sheet: Markup = """
    :root{--ink:#1b1f24;--paper:#fff;--faint:#5c6570;--line:#d5dae0;--main:#1f5fa8;--mention:#8db8e6;--burst:#b3261e;--none:#eceff2}
    @media (prefers-color-scheme:dark){:root{--ink:#e7eaee;--paper:#14171a;--faint:#a3adb8;--line:#3a424b;--main:#6aa9ee;\
    --mention:#2f5d8f;--burst:#ff8a80;--none:#252b31}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans",sans-serif}
    main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}
    h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}
    h2{font-size:1.15rem;margin:2rem 0 .5rem}
    .lead,caption,figcaption,.key,.methods,.gaps{color:var(--faint)}
    .gaps{border:1px solid var(--line);border-radius:.4rem;padding:.2rem 1rem;font-size:.9rem}
    .gaps h2{margin:.6rem 0 .2rem;font-size:1rem;color:var(--ink)}
    .gaps ul{margin:.2rem 0 .6rem;padding-left:1.1rem}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:.92rem}
    caption{text-align:left;font-size:.85rem;padding-bottom:.3rem}
    th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
    thead th{font-weight:600;color:var(--faint);white-space:nowrap}
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    a{color:var(--main)}
    code{font-size:.85em}
    time{white-space:nowrap}
    figure{margin:0 0 1rem}
    figure svg{width:100%;height:auto;display:block}
    .bar{width:7.5rem;height:.65rem;vertical-align:middle}
    svg text{fill:var(--faint);font-size:11px}
    .axis{stroke:var(--line)}
    rect.main{fill:var(--main)}rect.mention{fill:var(--mention)}rect.none{fill:var(--none)}circle.burst{fill:var(--burst)}
    .key{font-size:.85rem}
    .key span::before{content:"";display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 .8em;vertical-align:-.05em}
    .key .main::before{background:var(--main)}.key .mention::before{background:var(--mention)}
    .key .none::before{background:var(--none);outline:1px solid var(--line)}
    .key .burst::before{background:var(--burst);border-radius:50%}
    .methods{font-size:.85rem}
    @media print{body{font-size:11pt}main{max-width:none;padding:0}.scroll{overflow:visible}
    section{break-inside:auto}h2,caption,thead{break-after:avoid}tr,figure{break-inside:avoid}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
    """
}
