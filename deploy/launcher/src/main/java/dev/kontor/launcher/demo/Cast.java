package dev.kontor.launcher.demo;

import dev.kontor.launcher.erp.ErpServer;

/// Who acts in the story.
///
/// @param erp Acme's ERP
/// @param acme Acme's administrator
/// @param globex Globex's administrator
/// @param accounting Globex's accounting system, which may only read
record Cast(ErpServer erp, GatewayClient acme, GatewayClient globex, GatewayClient accounting) {
    static final String NAMESPACE = "invoices";
    static final String ACME = "acme-inc";
    static final String GLOBEX = "globex-inc";
}
