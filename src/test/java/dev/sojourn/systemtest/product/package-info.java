/** The product as processes: started, asked, stopped and killed as its operators would. */
package dev.sojourn.systemtest.product;
