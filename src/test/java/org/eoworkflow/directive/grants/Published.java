package org.eoworkflow.directive.grants;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Listings in the shape in which the government publishes them, made for tests: every column and element, invented content. */
public final class Published {

    static final List<String> COLUMNS = List.of("Program Title", "Program Number", "Popular Name (020)", "Federal Agency (030)", "Authorization (040)",
        "Objectives (050)", "Types of Assistance (060)", "Uses and Use Restrictions (070)", "Applicant Eligibility (081)", "Beneficiary Eligibility (082)",
        "Credentials/Documentation (083)", "Preapplication Coordination (091)", "Application Procedures (092)", "Award Procedure (093)", "Deadlines (094)",
        "Range of Approval/Disapproval Time (095)", "Appeals (096)", "Renewals (097)", "Formula and Matching Requirements (101)",
        "Length and Time Phasing of Assistance (102)", "Reports (111)", "Audits (112)", "Records (113)", "Account Identification (121)", "Obligations (122)",
        "Range and Average of Financial Assistance (123)", "Program Accomplishments (130)", "Regulations, Guidelines, and Literature (140)",
        "Regional or Local Office (151)", "Headquarters Office (152)", "Website Address (153)", "Related Programs (160)",
        "Examples of Funded Projects (170)", "Criteria for Selecting Proposals (180)", "Published Date", "Parent Shortname", "URL", "Recovery");

    private Published() {
    }

    /** A listing of a program that fits, with what is different in it. */
    public static Map<String, String> program(String number, String... different) {
        Map<String, String> program = new LinkedHashMap<>();
        COLUMNS.forEach(column -> program.put(column, "Not Applicable"));
        program.put("Program Title", "Secure Software Grants");
        program.put("Program Number", number);
        program.put("Federal Agency (030)", "OFFICE OF JUSTICE PROGRAMS, JUSTICE, DEPARTMENT OF");
        program.put("Authorization (040)", "{\"list\":[{\"act\":{\"description\":\"An Act, of sorts\"},\"selectedValues\":[\"act\"]}]}");
        program.put("Objectives (050)", "Find vulnerabilities in software, by \"machine learning\" among other means,\r\nand mend them.");
        program.put("Types of Assistance (060)", "PROJECT GRANTS");
        program.put("Uses and Use Restrictions (070)", "Cybersecurity only.");
        program.put("Applicant Eligibility (081)", "State and local governments; nonprofit organizations.");
        program.put("Obligations (122)", "(Project Grants) FY 25$1,000,000.00; FY 97 est $2,000,000.00; FY 98 est $2,500,000.00; - ");
        program.put("Published Date", "Jan 01,2026");
        for (int i = 0; i < different.length; i += 2) {
            program.put(different[i], different[i + 1]);
        }
        return program;
    }

    @SafeVarargs
    public static String csv(Map<String, String>... programs) {
        var lines = new ArrayList<String>();
        lines.add(line(COLUMNS));
        for (var program : programs) {
            lines.add(line(List.copyOf(program.values())));
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    static String line(List<String> values) {
        return values.stream().map(value -> value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value)
            .collect(Collectors.joining(","));
    }

    /** An opportunity that fits, with what is different in it; a null leaves an element out, a list repeats it. */
    static String opportunity(String id, Object... different) {
        return element("OpportunitySynopsisDetail_1_0", fields(id, "PostDate", "06012026", "CloseDate", "09302026"), different);
    }

    static String forecast(String id, Object... different) {
        return element("OpportunityForecastDetail_1_0", fields(id, "FiscalYear", "2027", "EstimatedSynopsisPostDate", "10012026",
            "EstimatedSynopsisCloseDate", "12312026", "EstimatedAwardDate", "03012027", "GrantorContactName", "Program office"), different);
    }

    private static Map<String, Object> fields(String id, Object... dates) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("OpportunityID", id);
        fields.put("OpportunityTitle", "Autonomous vulnerability detection");
        fields.put("OpportunityNumber", "DHS-26-" + id);
        fields.put("OpportunityCategory", "D");
        fields.put("FundingInstrumentType", List.of("G", "CA"));
        fields.put("CategoryOfFundingActivity", "ST");
        fields.put("CFDANumbers", "97.108");
        fields.put("EligibleApplicants", List.of("00", "06", "22"));
        fields.put("AgencyCode", "DHS-OPO");
        fields.put("AgencyName", "Office of Procurement Operations");
        for (int i = 0; i < dates.length; i += 2) {
            fields.put((String) dates[i], dates[i + 1]);
        }
        fields.put("LastUpdatedDate", "06022026");
        fields.put("AwardCeiling", "none");
        fields.put("AwardFloor", "100000");
        fields.put("EstimatedTotalProgramFunding", "25000000");
        fields.put("Description", "Research &amp; tools that find &lt;vulnerabilities&gt; by artificial intelligence.");
        fields.put("Version", "Synopsis 2");
        fields.put("CostSharingOrMatchingRequirement", "No");
        return fields;
    }

    private static String element(String name, Map<String, Object> fields, Object... different) {
        for (int i = 0; i < different.length; i += 2) {
            fields.put((String) different[i], different[i + 1]);
        }
        var xml = new StringBuilder("  <" + name + ">\n");
        fields.forEach((field, value) -> (value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)).forEach(one ->
            xml.append("    <").append(field).append('>').append(one).append("</").append(field).append(">\n")));
        return xml.append("  </").append(name).append(">\n").toString();
    }

    static String xml(String... opportunities) {
        return """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Grants xsi:schemaLocation="http://apply.grants.gov/system/OpportunityDetail-V1.0 OpportunityDetail-V1.0.xsd"
                xmlns="http://apply.grants.gov/system/OpportunityDetail-V1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            """ + String.join("", opportunities) + "</Grants>\n";
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
